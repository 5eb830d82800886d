package org.diopter.model.hub;

import java.util.Locale;
import java.util.regex.Pattern;
import org.diopter.model.UnusableInputException;

/// A repository of a hub.
///
/// @param id `org/name`, or a name alone
public record HubRepository(Type type, String id) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,95}(/[A-Za-z0-9][A-Za-z0-9._-]{0,95})?");
    private static final String SEPARATOR = "--";

    /// What a repository holds.
    public enum Type {
        MODEL,
        SPACE;

        /// The plural, as addresses and folders have it: `models`.
        String plural() {
            return name().toLowerCase(Locale.ROOT) + "s";
        }
    }

    /// @throws UnusableInputException D-701 if the text is no id
    public HubRepository {
        if (!isId(id)) {
            throw new UnusableInputException("D-701", "‘%.200s’ is no id of a hub. An id looks like org/name.".formatted(id));
        }
    }

    /// A model's repository.
    ///
    /// @throws UnusableInputException D-701 if the text is no id
    public static HubRepository model(String id) {
        return new HubRepository(Type.MODEL, id);
    }

    /// Whether a text can be an id. No id leads out of a folder, and none is mistaken for another when `/` is written as `--`.
    public static boolean isId(String text) {
        return ID.matcher(text).matches() && !text.contains("..") && !text.contains(SEPARATOR);
    }

    /// Its folder in a cache: `models--org--name`.
    String folder() {
        return type.plural() + SEPARATOR + id.replace("/", SEPARATOR);
    }

    /// Where its description is, below the hub's address.
    String apiPath() {
        return "/api/" + type.plural() + "/" + id;
    }

    /// Where people read about it, below the hub's address; its files are below that.
    String pagePath() {
        return (type == Type.MODEL ? "/" : "/" + type.plural() + "/") + id;
    }
}
