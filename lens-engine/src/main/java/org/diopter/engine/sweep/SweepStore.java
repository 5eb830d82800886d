package org.diopter.engine.sweep;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.diopter.model.store.ArtefactStore;
import org.diopter.model.store.FinishedResults;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Finished studies of sweeps on disk, so that a sweep that was stopped goes on where it was.
public final class SweepStore {
    private static final String KIND = "sweep-study";
    /// Increased when rows mean something else.
    private static final int VERSION = 1;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final TypeReference<List<RowsByKind>> STUDIES = new TypeReference<>() {};

    private final FinishedResults studies;
    private final String identity;
    private final SweepGrid grid;

    private SweepStore(FinishedResults studies, String identity, SweepGrid grid) {
        this.studies = studies;
        this.identity = identity;
        this.grid = grid;
    }

    /// Goes on with what earlier sweeps have finished.
    ///
    /// @param identity of the model and of how it computes: all that rows depend on beside the grid
    public static SweepStore resuming(ArtefactStore store, String identity, SweepGrid grid) {
        return new SweepStore(FinishedResults.resuming(store, KIND), identity, grid);
    }

    /// Measures anew: finds what was finished since it was made, and replaces what is older.
    ///
    /// @param identity of the model and of how it computes: all that rows depend on beside the grid
    public static SweepStore anew(ArtefactStore store, String identity, SweepGrid grid) {
        return new SweepStore(FinishedResults.anew(store, KIND), identity, grid);
    }

    /// The rows of a study that was finished before.
    public Optional<List<SweepRow>> find(SweepPoint point) {
        return studies.find(key(point), SweepStore::read);
    }

    /// Keeps the rows of a study; a store that cannot be written costs no more than the work when the sweep is started again.
    public void keep(SweepPoint point, List<SweepRow> rows) {
        studies.keep(key(point), out -> out.write(MAPPER.writeValueAsBytes(RowsByKind.of(rows))));
    }

    /// Takes note that another process has measured and kept a study of this sweep.
    public void adopt(SweepPoint point) {
        studies.adopt(key(point));
    }

    private String key(SweepPoint point) {
        return "%d|%s|%s".formatted(VERSION, identity, grid.identity(point));
    }

    /// The rows of some studies as bytes, to travel between machines.
    public static byte[] bytesOfStudies(List<List<SweepRow>> studies) {
        return MAPPER.writeValueAsBytes(studies.stream().map(RowsByKind::of).toList());
    }

    /// Reads what [#bytesOfStudies] wrote.
    public static List<List<SweepRow>> studies(byte[] bytes) {
        return MAPPER.readValue(bytes, STUDIES).stream().map(RowsByKind::rows).toList();
    }

    private static List<SweepRow> read(InputStream in) throws IOException {
        try {
            return MAPPER.readValue(in, RowsByKind.class).rows();
        } catch (JacksonException e) {
            throw new IOException("no rows of a sweep", e);
        }
    }
}
