/** The notebooks' side of Orrery: what their kernel needs to show our tables and pictures. */
package dev.orrery.notebooks;
