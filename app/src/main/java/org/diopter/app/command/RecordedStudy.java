package org.diopter.app.command;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// The exact inputs of a result, as every result carries them under `"study"`: enough to compute it again. `"command"` names which of these it is.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "command")
@JsonSubTypes({
    @JsonSubTypes.Type(value = LensStudy.class, name = "lens"),
    @JsonSubTypes.Type(value = TrajectoryFigureStudy.class, name = "figure trajectory"),
    @JsonSubTypes.Type(value = CurvesFigureStudy.class, name = "figure token-curves"),
    @JsonSubTypes.Type(value = AttentionFigureStudy.class, name = "figure attention"),
    @JsonSubTypes.Type(value = EvictionFigureStudy.class, name = "figure eviction"),
    @JsonSubTypes.Type(value = PolicyFigureStudy.class, name = "figure of policies"),
    @JsonSubTypes.Type(value = HeadPoliciesFigureStudy.class, name = "figure policy-heads"),
    @JsonSubTypes.Type(value = SpectrumFigureStudy.class, name = "figure spectrum"),
    @JsonSubTypes.Type(value = SearchFigureStudy.class, name = "figure laser-search"),
    @JsonSubTypes.Type(value = HeldFigureStudy.class, name = "figure laser-held"),
    @JsonSubTypes.Type(value = LaserStudy.class, name = "laser"),
    @JsonSubTypes.Type(value = HeldStudy.class, name = "laser-held"),
    @JsonSubTypes.Type(value = LaserSearchStudy.class, name = "laser-search"),
    @JsonSubTypes.Type(value = BasisFigureStudy.class, name = "figure basis"),
    @JsonSubTypes.Type(value = FidelityFigureStudy.class, name = "figure fidelity"),
    @JsonSubTypes.Type(value = FidelityByLayerFigureStudy.class, name = "figure fidelity by layer"),
    @JsonSubTypes.Type(value = AlignmentFigureStudy.class, name = "figure alignment"),
    @JsonSubTypes.Type(value = CacheStudy.class, name = "cache"),
    @JsonSubTypes.Type(value = TrainLessStudy.class, name = "train-less"),
    @JsonSubTypes.Type(value = SweepStudy.class, name = "sweep"),
    @JsonSubTypes.Type(value = GenerateStudy.class, name = "generate"),
    @JsonSubTypes.Type(value = BasisStudy.class, name = "basis"),
    @JsonSubTypes.Type(value = AlignStudy.class, name = "align"),
    @JsonSubTypes.Type(value = DepthStripFigureStudy.class, name = "figure depth-strip"),
    @JsonSubTypes.Type(value = LensTrainingFigureStudy.class, name = "figure lens-training"),
    @JsonSubTypes.Type(value = TrainStudy.class, name = "train-lens"),
    @JsonSubTypes.Type(value = EvalStudy.class, name = "eval-lens"),
    @JsonSubTypes.Type(value = AnomalyStudy.class, name = "anomaly"),
    @JsonSubTypes.Type(value = DepthStudy.class, name = "depth"),
    @JsonSubTypes.Type(value = DifficultyStudy.class, name = "depth examples"),
    @JsonSubTypes.Type(value = CheckStudy.class, name = "check"),
    @JsonSubTypes.Type(value = GpuStudy.class, name = "check gpu"),
    @JsonSubTypes.Type(value = BenchStudy.class, name = "bench"),
    @JsonSubTypes.Type(value = ModelsStudy.class, name = "models"),
    @JsonSubTypes.Type(value = PullStudy.class, name = "pull")
})
sealed interface RecordedStudy
        permits AlignStudy,
                AnomalyStudy,
                BasisStudy,
                CacheStudy,
                DepthStudy,
                DifficultyStudy,
                EvalStudy,
                GenerateStudy,
                TrainStudy,
                CheckStudy,
                GpuStudy,
                BenchStudy,
                LensStudy,
                LaserStudy,
                HeldStudy,
                LaserSearchStudy,
                ModelsStudy,
                PullStudy,
                SweepStudy,
                TrainLessStudy,
                FigureStudy {
    EngineChoice engine();

    /// The same study, computed in another way.
    RecordedStudy with(EngineChoice other);
}
