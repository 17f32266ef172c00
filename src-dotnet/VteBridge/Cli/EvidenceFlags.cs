using System.CommandLine;
using System.Security.Cryptography;
using VteBridge.Configuration;
using VteBridge.Reconcile;
using VteBridge.State;
using VteBridge.Sync;
using VteBridge.Vte.Schema;

namespace VteBridge.Cli;

/// <summary>The flags with which `reconcile` writes evidence and checks it.</summary>
internal static class EvidenceFlags
{
    public static readonly Option<string?> File = new("--evidence")
    {
        Description = "Write what was found into one file for an auditor",
        HelpName = "FILE",
    };
    public static readonly Option<string?> Sign = new("--sign")
    {
        Description = "With --evidence: sign it with this private key (ECDSA, PEM)",
        HelpName = "KEY.pem",
    };
    public static readonly Option<string?> Checked = new("--check-evidence")
    {
        Description = "Only check that this evidence file is unchanged; needs neither VTE nor WATS",
        HelpName = "FILE",
    };
    public static readonly Option<string?> Key = new("--key")
    {
        Description = "With --check-evidence: the public key that must have signed it (PEM)",
        HelpName = "PUB.pem",
    };

    public static EvidenceWriter? Writer(
        CommandContext call,
        ReconcileRequest request,
        Window window,
        VteSchema schema,
        bool isAsked
    ) =>
        call.Parsed.GetValue(File) is not { } path
            ? null
            : new EvidenceWriter(
                path,
                call.Parsed.GetValue(Sign) is { } key ? EcKey(SecretFile.Read(key, "--sign"), key) : null,
                new
                {
                    evidence = EvidenceLine.Format,
                    program = ProgramInfo.Version,
                    stateFormat = StateSchema.Format,
                    schema = Convert.ToHexStringLower(
                        SHA256.HashData(Encoding.UTF8.GetBytes(RememberedSchema.Of(schema).ToJson()))
                    ),
                    from = StateText.Raw(request.From),
                    to = StateText.Raw(window.Until),
                    askedWats = isAsked,
                    deep = request.IsDeep,
                    sample = request.Sample,
                    seed = request.Sample is null ? (int?)null : request.Seed,
                }
            );

    public static int Check(CommandContext call, string path)
    {
        using var key = call.Parsed.GetValue(Key) is { } file ? EcKey(System.IO.File.ReadAllText(file), file) : null;
        using var stream = System.IO.File.OpenRead(path);
        var check = EvidenceCheck.Of(stream, key);
        var code = check.Problem is null ? ExitCode.Done : ExitCode.DeadLetters;
        if (call.Json)
            CommandContext.WriteJson(
                new
                {
                    isWhole = check.Problem is null,
                    problem = check.Problem,
                    head = check.Head,
                    result = check.Result,
                    signer = check.Signer,
                    exitCode = code,
                }
            );
        else if (check.Problem is { } problem)
            call.Terminal.Error($"'{path}' cannot be trusted: {problem}.");
        else
        {
            call.Terminal.Line($"'{path}' is unchanged since it was written.");
            call.Terminal.Line(
                check.Signer is not { } signer
                    ? "It is not signed: whoever changed it could have computed its hash again."
                : key is null
                    ? $"It is signed with the key whose SHA-256 is {signer}. Give --key to see whether that is the right one."
                : $"It is signed with '{call.Parsed.GetValue(Key)}' (SHA-256 {signer})."
            );
            call.Terminal.Line($"{check.Head}");
            call.Terminal.Line($"{check.Result}");
        }
        return code;
    }

    private static ECDsa EcKey(string pem, string file)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            return key;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new UsageFailure(
                $"'{file}' does not contain an ECDSA key in PEM format without a password ({e.Message}). Make one: openssl ecparam -name prime256v1 -genkey -noout -out key.pem"
            );
        }
    }
}
