package org.diopter.app.command;

import java.util.Map;

/// On which cluster cells are measured. It is no part of a study: the result is the same.
///
/// @param master of the cluster
/// @param settings of Spark
/// @param shardItems how many items of a cell are one task
record SparkChoice(String master, Map<String, String> settings, int shardItems) {}
