package org.diopter.app.command;

import java.util.Map;

/// On which cluster work is done. It is no part of a study: the result is the same.
///
/// @param master of the cluster
/// @param settings of Spark
/// @param shard how much of the work is one task: items of a cell of a search, studies of a sweep
record SparkChoice(String master, Map<String, String> settings, int shard) {}
