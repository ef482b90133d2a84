/** Pictures of factorization machines. */
package dev.orrery.report.factorizationmachines;
