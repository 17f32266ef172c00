namespace VteBridge.Simulator.Vte.Plant;

/// <summary>UPDATE <c>Table</c> SET <c>Column</c> = <c>Value</c> WHERE <c>KeyColumn</c> = <c>Key</c>.</summary>
internal sealed record PlantEdit(string Table, string KeyColumn, Guid Key, string Column, object? Value);
