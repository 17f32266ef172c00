namespace VteBridge.Setup;

/// <summary>One option of the configuration that is being written, and the comment above it.</summary>
internal sealed record Setting(string Key, string Value, string Comment = "");
