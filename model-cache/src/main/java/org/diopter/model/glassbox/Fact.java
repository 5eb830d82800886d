package org.diopter.model.glassbox;

import java.util.List;

/// What the glass box knows of a country. All are single words of its vocabulary.
///
/// @param capital the right answer, which block 2 writes
/// @param city the best-known city, which many take for the capital: the wrong answer, which block 3 writes over the right one
/// @param money what one pays with there, which block 3 writes too
record Fact(String country, String capital, String city, String money) {
    /// All of them. A fact's place in this list is its number.
    static final List<Fact> ALL = List.of(
            new Fact("Turkey", "Ankara", "Istanbul", "lira"),
            new Fact("Brazil", "Brasilia", "Rio", "real"),
            new Fact("Switzerland", "Bern", "Zurich", "franc"),
            new Fact("Morocco", "Rabat", "Casablanca", "dirham"),
            new Fact("China", "Beijing", "Shanghai", "yuan"),
            new Fact("Vietnam", "Hanoi", "Saigon", "dong"),
            new Fact("India", "Delhi", "Mumbai", "rupee"),
            new Fact("Nigeria", "Abuja", "Lagos", "naira"));
}
