/** Every run of a working folder in one SQLite file: found, compared, tagged, exported. */
package dev.orrery.runstore;
