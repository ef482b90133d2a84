/**
 * What the cells of notebooks show: tables ({@link dev.orrery.notebook.HtmlTable}), pictures in the
 * theme of the reports ({@link dev.orrery.notebook.Pictures}), the pictures of a trained model
 * ({@link dev.orrery.notebook.ModelGallery}), and how either becomes an answer of a cell ({@link
 * dev.orrery.notebook.Rendered}). It knows no kernel of Jupyter.
 */
package dev.orrery.notebook;
