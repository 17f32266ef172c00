namespace VteBridge.Configuration;

/// <summary>Secrets that lie where others can read them, and configurations that others can change.</summary>
internal static class SecretProblems
{
    /// <summary>Secret files, and a configuration file that holds a secret itself, must be this account's alone.</summary>
    public static IEnumerable<OptionProblem> Of(BridgeOptions options, OptionLayers layers, string? configFile)
    {
        foreach (var option in OptionKeys.Of(options).Where(o => o.Path is { IsSecretFile: true }))
            if (SecretFile.Problem((string)option.Default!, option.Key) is { } problem)
                yield return problem;
        if (configFile is null || !OwnerOnly.IsOpenToOthers(configFile))
            yield break;
        var file = Path.GetFullPath(configFile);
        foreach (var key in OptionKeys.Secrets)
            if (layers.Find(key) is { Value: not "" } value && value.Source == file && IsSecret(value))
                yield return new(
                    key,
                    $"stands in '{file}', which others can read.",
                    $"chmod 600 '{file}', or keep the secret in a file of its own: {key}File."
                );
    }

    public static IReadOnlyList<OptionProblem> Warnings(string? configFile) =>
        configFile is not null && OwnerOnly.IsWritableByOthers(configFile)
            ? [new(Path.GetFullPath(configFile), "can be changed by others.", $"chmod go-w '{configFile}'.")]
            : [];

    /// <summary>A connection string without a password is no secret.</summary>
    private static bool IsSecret(ConfiguredValue value) =>
        !value.Key.Equals("Vte:ConnectionString", StringComparison.OrdinalIgnoreCase)
        || value.Value.Contains("password", StringComparison.OrdinalIgnoreCase)
        || value.Value.Contains("pwd", StringComparison.OrdinalIgnoreCase);
}
