/** What the tests of several modules share. No module knows it but for its tests. */
package dev.orrery.testing;
