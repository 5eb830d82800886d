/// What runs on Apache Spark: cells of a search and studies of a sweep, measured on the machines of a cluster.
///
/// A task is one cell on one shard of its items, or a shard of studies. The model comes from a path that every machine sees; questions and tokens travel
/// with the work. Spark is the cluster's own: nothing here is loaded by the program itself, which hands this package over with `spark-submit`.
@NullMarked
package org.diopter.cluster;

import org.jspecify.annotations.NullMarked;
