package org.diopter.e2e.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.NetworkChannel;
import javafx.beans.property.BooleanProperty;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// The shape of the program (`docs/architecture.md`), held by the build.
class ArchitectureTest {
    private static final JavaClasses PROGRAM = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.diopter.model", "org.diopter.engine", "org.diopter.cluster", "org.diopter.views", "org.diopter.app");

    @Test
    void dependenciesPointDownOnly() {
        noClasses().that().resideInAPackage("org.diopter.model..")
                .should().dependOnClassesThat()
                .resideInAnyPackage("org.diopter.engine..", "org.diopter.cluster..", "org.diopter.views..", "org.diopter.app..")
                .check(PROGRAM);
        noClasses().that().resideInAPackage("org.diopter.engine..")
                .should().dependOnClassesThat().resideInAnyPackage("org.diopter.cluster..", "org.diopter.views..", "org.diopter.app..")
                .check(PROGRAM);
        noClasses().that().resideInAPackage("org.diopter.cluster..")
                .should().dependOnClassesThat().resideInAnyPackage("org.diopter.views..", "org.diopter.app..")
                .check(PROGRAM);
        noClasses().that().resideInAPackage("org.diopter.views..")
                .should().dependOnClassesThat().resideInAPackage("org.diopter.app..")
                .check(PROGRAM);
    }

    @Test
    void noPackageCycles() {
        slices().matching("org.diopter.(model|engine|views).(*)..").should().beFreeOfCycles().check(PROGRAM);
        slices().matching("org.diopter.app.(*)..").should().beFreeOfCycles().check(PROGRAM);
    }

    @Test
    void onlyViewsAndTheWindowSeeJavaFx() {
        noClasses().that().resideInAnyPackage("org.diopter.model..", "org.diopter.engine..", "org.diopter.views.figure..", "org.diopter.app.command..")
                .should().dependOnClassesThat().resideInAnyPackage("javafx..", "org.controlsfx..")
                .check(PROGRAM);
    }

    @Test
    void onlyWhatRunsOnAClusterSeesSpark() {
        noClasses().that().resideOutsideOfPackage("org.diopter.cluster..")
                .should().dependOnClassesThat().resideInAnyPackage("org.apache.spark..", "org.diopter.cluster..", "scala..")
                .check(PROGRAM);
    }

    @Test
    void onlyTheRuntimeSeesOnnxRuntime() {
        noClasses().that().resideOutsideOfPackage("org.diopter.engine.runtime..")
                .should().dependOnClassesThat().resideInAPackage("ai.onnxruntime..")
                .check(PROGRAM);
    }

    @Test
    void onlyMathSeesOpenBlas() {
        noClasses().that().resideOutsideOfPackage("org.diopter.engine.math..")
                .should().dependOnClassesThat().resideInAPackage("org.bytedeco..")
                .check(PROGRAM);
    }

    @Test
    void onlyWhatWritesAndReadsGraphsSeesTheOnnxFormat() {
        noClasses().that().resideOutsideOfPackages("org.diopter.engine.graph..", "org.diopter.engine.imported..")
                .should().dependOnClassesThat().resideInAnyPackage("ai.onnx..", "com.google.protobuf..")
                .check(PROGRAM);
    }

    @Test
    void onlyTheHubTalksToOtherComputers() {
        DescribedPredicate<JavaClass> network = JavaClass.Predicates.resideInAPackage("java.net.http..")
                .or(JavaClass.Predicates.assignableTo(URLConnection.class))
                .or(JavaClass.Predicates.assignableTo(NetworkChannel.class))
                .or(JavaClass.Predicates.belongToAnyOf(Socket.class, ServerSocket.class, DatagramSocket.class, InetAddress.class))
                .as("classes of the network");
        noClasses().that().resideOutsideOfPackage("org.diopter.model.hub..").should().dependOnClassesThat(network)
                .orShould().callMethod(URL.class, "openStream")
                .orShould().callMethod(URL.class, "getContent")
                .check(PROGRAM);
    }

    @Test
    void onlyTheCommandLineWritesToStandardOutput() {
        noClasses().that().resideOutsideOfPackage("org.diopter.app..")
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .check(PROGRAM);
    }

    /// A binding holds what it joins weakly: the object that is made here and nobody else has goes with the next collection, and the switch is dead.
    @Test
    void noSwitchHangsOnAnObjectThatNobodyHolds() {
        noClasses().should().callMethod(BooleanProperty.class, "asObject").check(PROGRAM);
    }

    @Test
    void everyPackageSaysWhatMayBeNull() {
        classes().should(new BeInNullMarkedPackage()).check(PROGRAM);
    }

    @Test
    void nobodyUsesJavaUtilLogging() {
        GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(PROGRAM);
    }

    private static final class BeInNullMarkedPackage extends ArchCondition<JavaClass> {
        BeInNullMarkedPackage() {
            super("be in a package marked with @NullMarked");
        }

        @Override
        public void check(JavaClass item, ConditionEvents events) {
            if (!item.getPackage().isAnnotatedWith(NullMarked.class)) {
                events.add(SimpleConditionEvent.violated(item, item.getName() + " is in a package without @NullMarked"));
            }
        }
    }
}
