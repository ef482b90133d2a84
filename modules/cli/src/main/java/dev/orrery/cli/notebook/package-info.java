/**
 * {@code orrery notebook}: finding Jupyter, lending it a kernel, running notebooks without a
 * screen, and their files and text form.
 */
package dev.orrery.cli.notebook;
