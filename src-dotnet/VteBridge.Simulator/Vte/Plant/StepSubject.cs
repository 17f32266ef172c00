namespace VteBridge.Simulator.Vte.Plant;

/// <summary>What is measured: a supply rail, a component, a radio channel; with its own value.</summary>
internal sealed record StepSubject(string Name, double Value);
