/** Linear models with factorised interactions for sparse data. */
package dev.orrery.factorizationmachines;
