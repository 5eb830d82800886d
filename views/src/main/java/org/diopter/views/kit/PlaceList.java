package org.diopter.views.kit;

import java.util.ArrayList;
import java.util.List;
import org.diopter.model.UnusableInputException;

/// Numbers of blocks or layers as they are typed: `all`, or numbers and ranges such as `0-3, 6`.
///
/// @param count how many there are
/// @param first what 0 is called beside its number; empty for nothing
/// @param none what a wrong one is not: `no block of this model`
/// @param all what they are called together: `Blocks`
public record PlaceList(int count, String first, String none, String all) {
    /// Layers below the output of a model with so many blocks.
    public static PlaceList layers(int depth) {
        return new PlaceList(depth, "emb", "no layer below the output", "Layers");
    }

    public static PlaceList blocks(int count) {
        return new PlaceList(count, "", "no block of this model", "Blocks");
    }

    /// The places that a text names, in order; empty for all.
    ///
    /// @throws UnusableInputException D-205 if it cannot be read, or one is not there
    public List<Integer> named(String text) {
        if (text.isBlank() || text.strip().equalsIgnoreCase("all")) {
            return List.of();
        }
        List<Integer> places = new ArrayList<>();
        for (String part : text.split(",")) {
            String[] ends = part.strip().replace('–', '-').split("-", 2);
            int from = place(ends[0]);
            int to = ends.length == 1 ? from : place(ends[1]);
            if (to < from) {
                throw new UnusableInputException("D-205", "‘%.40s’ goes backwards. Give the smaller number first.".formatted(part.strip()));
            }
            for (int place = from; place <= to; place++) {
                places.add(place);
            }
        }
        return places.stream().distinct().sorted().toList();
    }

    private int place(String text) {
        String word = text.strip();
        try {
            int place = !first.isEmpty() && word.equals(first) ? 0 : Integer.parseInt(word);
            if (place >= 0 && place < count) {
                return place;
            }
        } catch (NumberFormatException noNumber) {
            // Said below, with what would be one.
        }
        String zero = first.isEmpty() ? "0" : "0 (" + first + ")";
        throw new UnusableInputException("D-205", "‘%.40s’ is %s. %s go from %s to %d, for example: 0-3, 6.".formatted(word, none, all, zero, count - 1));
    }
}
