package org.diopter.views.edits;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.diopter.engine.cache.CachePolicy;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.cache.Timing;
import org.diopter.engine.edit.Edit;
import org.diopter.engine.edit.EditStack;
import org.diopter.model.UnusableInputException;

/// A card of the stack as text, as session files keep it.
///
/// @param edit as the command line writes it: `rank:block=3,matrix=mlp.down,rho=0.1`; of a policy, after how many tokens it begins and then the policy as the
///     command line writes it: `cache:prompt=0 local:recent=64`
public record CardText(String edit, boolean muted, boolean solo) {
    private static final Pattern POLICY = Pattern.compile("cache:prompt=(\\d{1,9}) (.+)", Pattern.DOTALL);

    /// The cards in their order, the policy's behind them.
    public static List<CardText> of(EditCards cards) {
        List<CardText> texts = new ArrayList<>();
        cards.all().forEach(card -> texts.add(new CardText(card.edit().text(), card.muted(), card.solo())));
        cards.policy().ifPresent(card -> texts.add(new CardText(of(card.use()), card.muted(), card.solo())));
        return List.copyOf(texts);
    }

    /// A policy's text.
    public static String of(CacheUse use) {
        return "cache:prompt=" + use.timing().prompt() + " " + use.policy().text();
    }

    /// The cards of which these are the text. Not for the FX thread: an edit may name a file.
    ///
    /// @param lost hears of each card that cannot be read, and is left out
    public static EditCards cards(List<CardText> texts, Consumer<UnusableInputException> lost) {
        List<EditCard> cards = new ArrayList<>();
        Optional<PolicyCard> policy = Optional.empty();
        for (CardText text : texts) {
            try {
                Matcher cache = POLICY.matcher(text.edit());
                if (cache.matches()) {
                    Timing timing = new Timing(Integer.parseInt(cache.group(1)));
                    policy = Optional.of(new PolicyCard(new CacheUse(CachePolicy.parse(cache.group(2)), timing), text.muted(), text.solo()));
                } else {
                    for (Edit edit : EditStack.parse(List.of(text.edit())).edits()) {
                        cards.add(new EditCard(cards.size(), edit, text.muted(), text.solo()));
                    }
                }
            } catch (UnusableInputException problem) {
                lost.accept(problem);
            }
        }
        return new EditCards(cards, policy, cards.size());
    }
}
