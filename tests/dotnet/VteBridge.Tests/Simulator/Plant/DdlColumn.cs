namespace VteBridge.Tests.Simulator.Plant;

/// <summary>A column as a CREATE TABLE says it.</summary>
/// <param name="Length">Characters or bytes; null when the type has none, or has max.</param>
internal sealed record DdlColumn(string Name, string Type, int? Length, bool Required);
