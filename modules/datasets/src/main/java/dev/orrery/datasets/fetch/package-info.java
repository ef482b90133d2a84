/**
 * Data that may only be downloaded: {@link dev.orrery.datasets.fetch.Download} is an entry of the
 * catalog, {@link dev.orrery.datasets.fetch.Fetch} gets it. Nothing is sent anywhere but the
 * request for the file, and nothing that comes is used before its SHA-256 is checked.
 */
package dev.orrery.datasets.fetch;
