package org.diopter.app.command;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;

/// Where a result goes as JSON.
sealed interface JsonTarget {
    /// Looks whether it can be written, before the work begins.
    void check();

    /// Writes one JSON object.
    ///
    /// @param content writes the object's fields
    void write(Consumer<Json> content);

    /// A file, whole or not at all.
    ///
    /// @param note is told once it is written
    record File(OutputFile file, Consumer<String> note) implements JsonTarget {
        @Override
        public void check() {
            file.check();
        }

        @Override
        public void write(Consumer<Json> content) {
            file.write(out -> generate(out, content));
            note.accept(file.written());
        }
    }

    /// Standard output.
    record Stream(Console console) implements JsonTarget {
        @Override
        public void check() {}

        @Override
        public void write(Consumer<Json> content) {
            try {
                generate(console.output(), content);
                console.output().flush();
            } catch (IOException _) {
                // The console remembers it, and the command's end says it: once, and for text in the same way.
            }
        }
    }

    private static void generate(OutputStream out, Consumer<Json> content) throws IOException {
        try (JsonGenerator generator = Json.MAPPER.createGenerator(out).configure(StreamWriteFeature.AUTO_CLOSE_TARGET, false)) {
            generator.writeStartObject();
            content.accept(new Json(generator));
            generator.writeEndObject();
            generator.writeRaw('\n');
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }
}
