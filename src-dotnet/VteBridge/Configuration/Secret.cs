namespace VteBridge.Configuration;

/// <summary>A secret is either the option itself (from the environment) or what its file holds.</summary>
internal static class Secret
{
    /// <summary>Null when neither is set.</summary>
    /// <exception cref="OptionsFailure">The file cannot be used.</exception>
    public static string? Of(string value, string file, string fileKey) =>
        !string.IsNullOrWhiteSpace(value) ? value.Trim()
        : !string.IsNullOrWhiteSpace(file) ? SecretFile.Read(file, fileKey)
        : null;
}
