package org.diopter.views.kit;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/// The texts of one package, from its bundle `texts`.
public final class Texts {
    private final ResourceBundle bundle;

    private Texts(ResourceBundle bundle) {
        this.bundle = bundle;
    }

    /// The texts of the package of this class.
    public static Texts of(Class<?> member) {
        return new Texts(ResourceBundle.getBundle(member.getPackageName() + ".texts", Locale.ROOT, member.getClassLoader()));
    }

    /// A text, its places `{0}`, `{1}` … filled in as they are given.
    public String get(String key, Object... parts) {
        String text = bundle.getString(key);
        return parts.length == 0 ? text : new MessageFormat(text, Locale.ROOT).format(parts);
    }

    /// The bundle itself.
    public ResourceBundle bundle() {
        return bundle;
    }
}
