package org.diopter.engine.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.diopter.engine.causal.Ablation;
import org.diopter.engine.causal.BasisReference;
import org.diopter.engine.spec.SpecText;
import org.diopter.model.UnusableInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EditStackTest {
    private static final MatrixId DOWN = new MatrixId(3, MatrixKind.MLP_DOWN);

    private static final String SHA256 = "0123456789abcdef".repeat(4);
    private static final String ABLATE = "ablate:layer=4,basis=/a/b%2Cc%25.safetensors,sha256=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private static Edit parse(String text) {
        return EditStack.parse(List.of(text)).edits().getFirst();
    }

    @Test
    void textFormsAreReadAsTheCommandLineDescribesThem() {
        assertEquals(new ReduceRank(DOWN, ComponentMask.Share.of("0.1")), parse("rank:block=3,matrix=mlp.down,rho=0.1"));
        assertEquals(new ReduceRank(DOWN, new ComponentMask.Top(26)), parse("rank:block=3,matrix=mlp.down,keep=26"));
        assertEquals(new ReduceRank(DOWN, new ComponentMask.Tail(26)), parse("rank: matrix = mlp.down , tail=26, block=3"));
        assertEquals(new ReduceRank(DOWN, new ComponentMask.Drop(List.of(0, 3))), parse("rank:block=3,matrix=mlp.down,drop=3+0"));
        assertEquals(new ReduceRank(DOWN, new ComponentMask.Share(BigDecimal.ZERO, true)), parse("rank:block=3,matrix=mlp.down,rho=0,zero=true"));
        assertEquals(new ZeroMatrix(new MatrixId(0, MatrixKind.QUERY)), parse("zero:block=0,matrix=attn.q"));
        assertEquals(new PruneMagnitude(DOWN, new BigDecimal("0.5")), parse("magnitude:block=3,matrix=mlp.down,drop=0.50"));
        assertEquals(new SkipPart(7, SkipPart.Part.ATTENTION), parse("skip:block=7,part=attn"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "rank:block=3,matrix=mlp.down,rho=0.1", "rank:block=3,matrix=mlp.out,rho=0,zero=true", "rank:block=0,matrix=attn.k,keep=26",
        "rank:block=0,matrix=attn.v,tail=26", "rank:block=0,matrix=attn.o,drop=0+3", "zero:block=3,matrix=mlp.in",
        "magnitude:block=3,matrix=mlp.up,drop=0.5", "skip:block=3,part=attn", "skip:block=3,part=mlp", "skip:block=3,part=both",
        "rank:block=3,matrix=mlp.down,rho=0.1,strength=0.5", "zero:block=3,matrix=mlp.in,strength=-2", "magnitude:block=3,matrix=mlp.up,drop=0.5,strength=1.25",
        "skip:block=3,part=mlp,strength=0",
        ABLATE + ",directions=0+2,mode=mean", ABLATE + ",directions=3,mode=zero,strength=0,steer=-2.5,positions=last",
        ABLATE + ",directions=0,mode=resample,strength=1.5,positions=8-12"
    })
    void whatIsWrittenIsReadBack(String text) {
        assertEquals(text, parse(text).text());
        assertEquals(parse(text), parse(parse(text).text()));
    }

    @Test
    void theWholeEditIsWrittenWithoutItsStrength() {
        assertEquals("skip:block=3,part=mlp", parse("skip:block=3,part=mlp,strength=1.0").text());
        assertEquals(new SkipPart(3, SkipPart.Part.MLP), parse("skip:block=3,part=mlp,strength=1"));
        assertEquals("skip:block=3,part=mlp,strength=0.5", new SkipPart(3, SkipPart.Part.MLP).withStrength(new BigDecimal("0.50")).text());
    }

    /// A random projection does not find what it drops, so a part of that cannot be left in factors.
    @Test
    void whatAnEditInPartIsComparedWithRunsAsItDoes() {
        EditStack exact = EditStack.parse(List.of("rank:block=3,matrix=mlp.down,rho=0.1,strength=0.5"));
        assertEquals(List.of("rank:block=3,matrix=mlp.down,rho=1"), exact.neutral().texts());
        EditStack randomised = EditStack.parse(List.of("rank:block=3,matrix=mlp.down,rho=0.1,method=randomised,seed=1,strength=0.5"));
        assertEquals(List.of("magnitude:block=3,matrix=mlp.down,drop=0"), randomised.neutral().texts());
    }

    @Test
    void aBasisIsTakenAsItsFileIsNow(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("basis,1.safetensors"), "abc");
        Edit edit = parse("ablate:layer=4,basis=" + SpecText.escaped(file.toString()) + ",directions=2+0+2,mode=mean");
        BasisReference basis = new BasisReference(file, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertEquals(AblateDirections.of(4, basis, List.of(0, 2), Ablation.MEAN), edit);
        assertEquals(edit, parse(edit.text()));
    }

    @Test
    void eachDirectionMayHaveItsOwnStrengthAndSteering() {
        AblateDirections edit = (AblateDirections) parse(ABLATE + ",directions=2+0,mode=mean,strength=0.50+1,steer=-3+0");
        assertEquals(List.of(DirectionChange.ablated(0), new DirectionChange(2, new BigDecimal("0.5"), new BigDecimal("-3"))), edit.changes());
        assertTrue(edit.text().endsWith(",directions=0+2,mode=mean,strength=1+0.5,steer=0+-3"), edit.text());
        assertEquals(edit, parse(edit.text()));
    }

    /// As older programs wrote them, and older sessions hold them.
    @Test
    void oneStrengthIsThatOfAllDirections() {
        AblateDirections edit = (AblateDirections) parse(ABLATE + ",directions=0+2,mode=mean,strength=0.5,steer=3");
        assertEquals(List.of("0.5", "0.5"), edit.changes().stream().map(change -> change.strength().toPlainString()).toList());
        assertTrue(edit.text().endsWith(",directions=0+2,mode=mean,strength=0.5,steer=3"), edit.text());
    }

    @Test
    void aDirectionCannotHaveTwoStrengths() {
        UnusableInputException e = assertThrows(UnusableInputException.class, () -> parse(ABLATE + ",directions=1+1,mode=mean,strength=0.5+1"));
        assertTrue(e.sentence().contains("Direction 1 is named twice"), e.sentence());
    }

    @Test
    void directionsActOnTheStreamOfTheirLayer() {
        EditStack stack = EditStack.parse(List.of("zero:block=5,matrix=attn.q", ABLATE + ",directions=0,mode=mean"));
        assertEquals(4, stack.firstLayer(8));
        assertEquals(4, stack.firstBlock(8));
        assertEquals(5, stack.without(1).firstBlock(8));
        assertEquals(8, EditStack.NONE.firstBlock(8));
        assertEquals(List.of("magnitude:block=5,matrix=attn.q,drop=0"), stack.neutral().texts());
        AblateDirections ablate = (AblateDirections) stack.edits().getLast();
        assertEquals(new BasisReference(Path.of("/a/b,c%.safetensors"), SHA256), ablate.basis());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "block=3,matrix=mlp.down | no kind",
        "crop:block=3 | ‘crop’ is no kind",
        "rank:block=3,matrix=mlp.down | exactly one of rho, keep, tail and drop",
        "rank:block=3,matrix=mlp.down,rho=0.1,keep=3 | here are 2",
        "rank:block=3,matrix=mlp.down,rho=1.5 | 1.5 is not a share",
        "rank:block=3,matrix=mlp.down,rho=-0.5 | -0.5 is not a share",
        "rank:block=3,matrix=mlp.down,rho=abc | ‘abc’ is no number",
        "rank:block=3,matrix=mlp.down,rho=1e-400000000 | is no number",
        "rank:block=3,matrix=mlp.down,rho=. | is no number",
        "rank:block=3,matrix=mlp.down,keep=0 | keep at least 1",
        "rank:block=3,matrix=mlp.down,keep=2,zero=true | zero goes with rho",
        "rank:block=3,matrix=mlp.down,rho=0,zero=yes | true or false",
        "rank:block=3,matrix=mlp.down,drop=1+ | ‘’ is no number",
        "rank:block=3,matrix=mlp.middle,rho=0.1 | no matrix ‘mlp.middle’",
        "rank:matrix=mlp.down,rho=0.1 | ‘block’ is missing",
        "rank:block=-1,matrix=mlp.down,rho=0.1 | ‘-1’ is no number",
        "rank:block=3,matrix=mlp.down,rho=0.1,rho=0.2 | set twice",
        "rank:block=3,matrix=mlp.down,rho=0.1,colour=red | ‘colour’ is no setting",
        "rank:block=3,matrix=mlp.down,rho | no setting of the form",
        "zero:block=3,matrix=mlp.down,rho=0.1 | ‘rho’ is no setting",
        "magnitude:block=3,matrix=mlp.down,drop=2 | drop 2 is not a share",
        "skip:block=3,part=nose | no part ‘nose’",
        "skip:block=3,part=mlp,strength=1001 | strength 1001 is too much",
        "zero:block=3,matrix=mlp.down,strength=half | ‘half’ is no number",
        "ablate:layer=4,basis=/nowhere/b,directions=0,mode=mean | The basis ‘/nowhere/b’ cannot be read",
        "ablate:layer=4,basis=/b,sha256=12,directions=0,mode=mean | ‘12’ is no sha256",
        "ablate:layer=4,basis=/b,directions=0,mode=mean,block=3 | ‘block’ is no setting",
        "ablate:layer=4,basis=/b,sha256=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef,directions=0,mode=average | no mode ‘average’",
        "ablate:layer=4,basis=/b,sha256=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef,directions=x,mode=mean | ‘x’ is no number",
        "ablate:layer=4,basis=/b,sha256=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef,directions=0+1+2,mode=mean,strength=1+2 | 2 numbers for 3 directions",
        "ablate:layer=4,basis=/b,sha256=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef,directions=0+1,mode=mean,steer=1+ | ‘’ is no number",
    })
    void whatCannotBeReadIsExplained(String text, String problem) {
        UnusableInputException e = assertThrows(UnusableInputException.class, () -> parse(text));
        assertTrue(e.sentence().contains(problem), e.sentence());
    }

    @Test
    void anEditChangesNothingBelowItsFirstLayer() {
        assertEquals(4, parse("rank:block=3,matrix=mlp.down,rho=0.1").firstLayer());
        EditStack stack = EditStack.parse(List.of("skip:block=5,part=mlp", "zero:block=2,matrix=attn.q"));
        assertEquals(3, stack.firstLayer(8));
        assertEquals(9, EditStack.NONE.firstLayer(8));
        assertEquals(EditStack.NONE, stack.below(2));
        assertEquals(List.of("zero:block=2,matrix=attn.q"), stack.below(5).texts());
        assertEquals(stack, stack.below(6));
    }

    @Test
    void aStackIsAValue() {
        EditStack one = EditStack.parse(List.of("skip:block=5,part=mlp"));
        EditStack two = one.with(parse("zero:block=2,matrix=attn.q"));
        assertEquals(1, one.edits().size());
        assertEquals(one, two.without(1));
        assertEquals(List.of("zero:block=2,matrix=attn.q", "skip:block=5,part=mlp"), two.moved(1, 0).texts());
        assertEquals(two, EditStack.parse(two.texts()));
    }

    @Test
    void theNeutralStackTouchesTheSameMatricesOnce() {
        EditStack stack = EditStack.parse(List.of(
                "rank:block=3,matrix=mlp.down,rho=0.1", "rank:block=3,matrix=mlp.down,keep=4", "zero:block=2,matrix=attn.q", "skip:block=1,part=mlp"));
        assertEquals(List.of("rank:block=3,matrix=mlp.down,rho=1", "magnitude:block=2,matrix=attn.q,drop=0"), stack.neutral().texts());
        assertEquals(2, stack.matrices(3).size());
        assertEquals(1, stack.skipped(1).size());
    }
}
