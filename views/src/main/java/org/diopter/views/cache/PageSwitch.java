package org.diopter.views.cache;

import javafx.scene.layout.StackPane;
import org.diopter.views.kit.Segments;
import org.diopter.views.kit.Texts;

/// The switch between the pages of the cache view; each page has one in its tool bar.
public final class PageSwitch extends StackPane {
    private static final Texts TEXTS = Texts.of(PageSwitch.class);

    public PageSwitch(CacheModel model) {
        Segments<CachePage> pages = new Segments<>(page -> TEXTS.get("page." + page), CachePage.values());
        pages.value().bindBidirectional(model.page());
        pages.setMinWidth(USE_PREF_SIZE);
        getChildren().add(pages);
    }
}
