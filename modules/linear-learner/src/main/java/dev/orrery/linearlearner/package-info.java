/** Linear and logistic models trained side by side by stochastic gradient descent. */
package dev.orrery.linearlearner;
