package org.diopter.app.command;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import org.diopter.app.session.SavedStudy;
import org.diopter.app.session.SessionFile;
import org.diopter.app.version.ProgramVersion;
import org.diopter.model.UnusableInputException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/// A file with a recorded study: the study alone, a result that has it under `"study"`, a figure that carries it, or a session.
record StudyFile(Path path) {
    private static final String CODE = "D-602";

    /// @throws UnusableInputException D-602 if there is no study in the file, or one of another version that asks for more than this one knows
    RecordedStudy read() {
        try {
            if (SessionFile.isSession(path)) {
                return inSession();
            }
            return FigureMetadata.isFigure(path) ? inFigure() : inJson();
        } catch (EOFException e) {
            throw new UnusableInputException(CODE, "%s cannot be read: it is cut short.".formatted(path), e);
        } catch (IOException e) {
            throw new UnusableInputException(CODE, "%s cannot be read: %s.".formatted(path, UnusableInputException.reason(e)), e);
        } catch (JacksonException e) {
            throw unusable(e);
        }
    }

    /// What was on the screen when the session was saved: its chosen prompt through its lens, with the edits and the policy that act.
    private RecordedStudy inSession() {
        SavedStudy study = new SessionFile(path).open().session().study().orElseThrow(() -> new UnusableInputException(CODE,
                "‘%s’ names no model, so nothing of it can be run. Open it in the window and save it again.".formatted(path)));
        return Objects.requireNonNull(Json.MAPPER.readValue(Json.MAPPER.writeValueAsString(study), RecordedStudy.class));
    }

    private RecordedStudy inFigure() throws IOException {
        String study = FigureMetadata.study(path).orElseThrow(() -> new UnusableInputException(CODE,
                "%s carries no study. Give a figure that Diopter wrote, or a file that --json wrote.".formatted(path)));
        return Objects.requireNonNull(Json.MAPPER.readValue(study, RecordedStudy.class));
    }

    private RecordedStudy inJson() throws IOException {
        try (InputStream in = Files.newInputStream(path); JsonParser parser = Json.MAPPER.createParser(in)) {
            RecordedStudy inside = studyInside(parser);
            return inside == null ? alone() : inside;
        }
    }

    /// The study of a result, or null if the object has none. What follows it may be large and is not read.
    private static @Nullable RecordedStudy studyInside(JsonParser parser) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return null;
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean study = parser.currentName().equals("study");
            parser.nextToken();
            if (study) {
                return parser.readValueAs(RecordedStudy.class);
            }
            parser.skipChildren();
        }
        return null;
    }

    private RecordedStudy alone() throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return Objects.requireNonNull(Json.MAPPER.readValue(in, RecordedStudy.class));
        }
    }

    private UnusableInputException unusable(JacksonException e) {
        String what = switch (e) {
            case UnrecognizedPropertyException unknown ->
                "its field ‘%s’ is not known to version %s".formatted(at(unknown), ProgramVersion.get());
            case ValueInstantiationException invalid when invalid.getCause() instanceof IllegalArgumentException cause ->
                "‘%s’ has %s".formatted(at(invalid), cause.getMessage());
            case DatabindException wrong ->
                "its field ‘%s’ is missing or has a value that does not belong there".formatted(at(wrong));
            case StreamReadException broken ->
                "it is not valid JSON (line %d, column %d)".formatted(broken.getLocation().getLineNr(),
                        broken.getLocation().getColumnNr());
            default -> "it is not valid JSON";
        };
        return new UnusableInputException(CODE, "%s holds no study that can be run: %s. Give a file that --json wrote, or a figure.".formatted(path, what), e);
    }

    /// Where in the study: `engine.threads`.
    private static String at(DatabindException e) {
        String path = e.getPath().stream()
                .map(step -> step.getPropertyName() == null ? "[" + step.getIndex() + "]" : step.getPropertyName())
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "study" : path;
    }
}
