namespace VteBridge.Simulator.Vte.Plant;

/// <summary>Which of the three TestData tables a step lies in.</summary>
internal enum StepKind
{
    Numeric,
    Text,
    Other,
}
