package dev.orrery.formats;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A data set of the catalog that can be read: one that comes with Orrery, or one that was fetched.
 *
 * @param name what it is called on the command line
 * @param title one line on what the rows are
 * @param file its file, relative to the folder of data sets; the whole path of a fetched one
 * @param source who measured or publishes it
 * @param doi its DOI where there is one
 * @param licence the terms on which it is passed on
 * @param citation what to cite
 * @param rows number of rows
 * @param features names of the feature columns, in order
 * @param label name of the label column, where it has one
 * @param drop names of columns that are neither
 * @param oneHot names of feature columns that become one column per value
 * @param labelWords what the label's numbers 0, 1, ... stand for, where the file has numbers
 * @param sha256 SHA-256 of the file, in hexadecimal
 * @param teaches what it is good for
 * @param presets hyperparameters that suit its size, by algorithm
 */
public record Sample(
    String name,
    String title,
    String file,
    String source,
    Optional<String> doi,
    String licence,
    String citation,
    long rows,
    List<String> features,
    Optional<String> label,
    List<String> drop,
    List<String> oneHot,
    List<String> labelWords,
    String sha256,
    String teaches,
    Map<String, Map<String, String>> presets) {}
