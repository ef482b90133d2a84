/**
 * Random cut trees as arrays: built from a block of points, changed by insertion and deletion, and
 * walked from leaf to root by visitors.
 */
package dev.orrery.randomcutforest.tree;
