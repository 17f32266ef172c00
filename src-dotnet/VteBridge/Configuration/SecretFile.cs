namespace VteBridge.Configuration;

/// <summary>Reads a secret from its option (set in the environment), or from its file, which only this account may read.</summary>
internal static class SecretFile
{
    /// <summary>Null when neither the option nor the file is set.</summary>
    /// <exception cref="OptionsFailure">The file cannot be used.</exception>
    public static string? Of(string value, string file, string fileKey) =>
        !string.IsNullOrWhiteSpace(value) ? value.Trim()
        : !string.IsNullOrWhiteSpace(file) ? Read(file, fileKey)
        : null;

    /// <exception cref="OptionsFailure">The file is missing, empty, not text, or readable by others.</exception>
    public static string Read(string path, string key)
    {
        try
        {
            if (Problem(path, key) is { } open)
                throw new OptionsFailure([open]);
            var secret = TextFile.Read(path).Trim();
            return secret.Length > 0
                ? secret
                : throw new OptionsFailure([new(key, $"'{path}' is empty.", "Write the secret into it, on one line.")]);
        }
        catch (InvalidDataException e)
        {
            throw new OptionsFailure([new(key, e.Message, "")]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new OptionsFailure([
                new(
                    key,
                    $"'{path}' cannot be read ({e.Message}).",
                    "Check the path, and that this account may read the file."
                ),
            ]);
        }
    }

    /// <summary>Why an existing file may not hold a secret; null when it may, or when there is no file.</summary>
    public static OptionProblem? Problem(string path, string key) =>
        !File.Exists(path) || IsCredential(path) || !OwnerOnly.IsOpenToOthers(path)
            ? null
            : new(key, $"'{path}' can be read by others.", $"chmod 600 '{path}'.");

    /// <summary>
    /// Whether the file is in the folder that systemd makes for the credentials of a service. systemd gives the service
    /// access by an access list, which looks like a right of the group.
    /// </summary>
    private static bool IsCredential(string path) =>
        Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY") is { Length: > 0 } folder
        && Path.GetDirectoryName(Path.GetFullPath(path)) == Path.GetFullPath(folder).TrimEnd('/');
}

/// <summary>Finds secrets that others can read, and configuration files that others can change.</summary>
internal static class SecretProblems
{
    /// <summary>Only this account may have access to secret files, and to a configuration file that holds a secret itself.</summary>
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
                    $"is in '{file}', which others can read.",
                    $"chmod 600 '{file}', or keep the secret in a file of its own: {key}File."
                );
    }

    public static IReadOnlyList<OptionProblem> Warnings(string? configFile) =>
        configFile is not null && OwnerOnly.IsWritableByOthers(configFile)
            ? [new(Path.GetFullPath(configFile), "can be changed by others.", $"chmod go-w '{configFile}'.")]
            : [];

    /// <summary>A connection string is a secret only if it has a password.</summary>
    private static bool IsSecret(ConfiguredValue value) =>
        !value.Key.Equals("Vte:ConnectionString", StringComparison.OrdinalIgnoreCase)
        || value.Value.Contains("password", StringComparison.OrdinalIgnoreCase)
        || value.Value.Contains("pwd", StringComparison.OrdinalIgnoreCase);
}
