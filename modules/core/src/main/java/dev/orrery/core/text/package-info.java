/** Text with figures in it, the same in every locale. */
package dev.orrery.core.text;
