/** Files that are there whole or not at all. */
package dev.orrery.core.io;
