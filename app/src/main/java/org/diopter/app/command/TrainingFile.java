package org.diopter.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.diopter.engine.lens.training.CurvePoint;
import org.diopter.model.UnusableInputException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// A training that `train-lens` has written down.
///
/// @param curve every measurement, in time
/// @param best of each layer, what the lens has
record TrainingFile(
        ModelReference model, LensReference lens, String provider, long tokens, List<CurvePoint> curve, List<CurvePoint> best) {
    private static final long MAX_BYTES = 64L << 20;

    TrainingFile {
        curve = List.copyOf(curve);
        best = List.copyOf(best);
    }

    /// @throws UnusableInputException D-602 if the file is something else
    static TrainingFile read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw none(file, null);
            }
            JsonNode json = Json.MAPPER.readTree(Files.readAllBytes(file));
            List<CurvePoint> curve = points(json.required("curve"));
            List<CurvePoint> best = points(json.required("final"));
            if (curve.isEmpty() || best.isEmpty()) {
                throw none(file, null);
            }
            return new TrainingFile(
                    Json.MAPPER.treeToValue(json.required("study").required("model"), ModelReference.class),
                    new LensReference(
                            String.valueOf(file.toAbsolutePath().normalize().getParent()),
                            json.required("lens").required("name").stringValue(),
                            json.required("lens").required("sha256").stringValue()),
                    json.required("provider").stringValue(),
                    curve.getLast().tokens(),
                    curve,
                    best);
        } catch (IOException e) {
            throw new UnusableInputException("D-602", "%s cannot be read: %s.".formatted(file, UnusableInputException.reason(e)), e);
        } catch (JacksonException | IllegalArgumentException e) {
            throw none(file, e);
        }
    }

    private static List<CurvePoint> points(JsonNode array) {
        List<CurvePoint> points = new ArrayList<>();
        for (JsonNode point : array) {
            points.add(new CurvePoint(
                    point.path("seconds").asDouble(0),
                    point.path("tokens").asLong(0),
                    point.required("layer").intValue(),
                    point.required("kl").doubleValue(),
                    point.required("logitLensKl").doubleValue()));
        }
        return points;
    }

    private static UnusableInputException none(Path file, @Nullable Exception cause) {
        return new UnusableInputException("D-602", "%s holds no training. Give a training.json that train-lens wrote.".formatted(file), cause);
    }
}
