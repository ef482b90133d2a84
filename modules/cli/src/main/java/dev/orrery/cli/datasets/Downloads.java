package dev.orrery.cli.datasets;

import dev.orrery.cli.Home;
import dev.orrery.datasets.fetch.Download;
import dev.orrery.datasets.fetch.Fetch;
import dev.orrery.formats.Catalog;
import java.util.LinkedHashMap;
import java.util.Map;

/** Data sets to fetch, as JSON. */
public final class Downloads {

  private Downloads() {}

  /** Whether it is there already. */
  public static boolean isFetched(Download download) {
    return Fetch.isFetched(Catalog.fetched(Home.datasets()), download);
  }

  /** Everything about one. */
  public static Map<String, Object> json(Download download) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", download.name());
    json.put("title", download.title());
    json.put("fetched", isFetched(download));
    json.put("samples", download.sampleNames());
    json.put("source", download.source());
    json.put("doi", download.doi().orElse(null));
    json.put("licence", download.licence());
    json.put("terms", download.terms());
    json.put("terms_url", download.termsUrl());
    json.put("citation", download.citation());
    json.put("teaches", download.teaches());
    json.put(
        "files",
        download.files().stream()
            .map(
                file -> {
                  Map<String, Object> row = new LinkedHashMap<>();
                  row.put("name", file.name());
                  row.put("url", file.url().toString());
                  row.put("bytes", file.bytes().orElse(null));
                  row.put("sha256", file.sha256());
                  row.put("told_by", file.toldBy().isEmpty() ? null : file.toldBy());
                  return row;
                })
            .toList());
    return json;
  }
}
