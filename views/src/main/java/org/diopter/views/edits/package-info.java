/// The edit stack, the same in all views.
///
/// - [EditStackModel][org.diopter.views.edits.EditStackModel] holds the cards. A view that makes or changes edits calls
///   [add][org.diopter.views.edits.EditStackModel#add], [amend][org.diopter.views.edits.EditStackModel#amend] while a control is dragged and
///   [settle][org.diopter.views.edits.EditStackModel#settle] at the end of the drag, or
///   [replace][org.diopter.views.edits.EditStackModel#replace] for a change in one step; it shows the edit of the
///   [selected card][org.diopter.views.edits.EditStackModel#selectedCard] if that is one of its kind.
/// - Its [cache policy][org.diopter.views.edits.PolicyCard] is one card more, behind the edits: [use][org.diopter.views.edits.EditStackModel#use] puts it there.
///   What edits and policy change together is [Changes][org.diopter.views.edits.Changes].
/// - [Runs][org.diopter.views.edits.Runs] holds what the model makes of the prompt without the active edits (A) and with them (B). A view shows
///   [shown][org.diopter.views.edits.Runs#shown]; where it can show differences it takes them from
///   [compared][org.diopter.views.edits.Runs#compared]. Nothing has to be run by the view: whoever owns both keeps B up to date with the stack.
/// - [EditWords][org.diopter.views.edits.EditWords] says what an edit is, [PolicyWords][org.diopter.views.edits.PolicyWords] what a policy is, and [Amount][org.diopter.views.edits.Amount] which one number of it a slider moves.
@NullMarked
package org.diopter.views.edits;

import org.jspecify.annotations.NullMarked;
