package org.diopter.views.testing;

import java.lang.ref.WeakReference;

/// What nobody holds.
public final class Garbage {
    private Garbage() {}

    /// Collects it.
    public static void collect() {
        WeakReference<Object> nobodys = new WeakReference<>(new Object());
        while (nobodys.get() != null) {
            System.gc();
        }
    }
}
