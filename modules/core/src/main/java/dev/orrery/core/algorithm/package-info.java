/** What an algorithm, its state and its model are. */
package dev.orrery.core.algorithm;
