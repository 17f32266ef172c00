using System.ComponentModel;
using System.Data;
using System.Security.Authentication;
using Microsoft.Data.SqlClient;
using Polly;
using Polly.Retry;
using VteBridge.Configuration;
using VteBridge.Vte.Sql;

namespace VteBridge.Vte.Reading;

/// <summary>
/// The connection to VTE. It is opened when needed and again after a failure, and every read is retried. Several callers take turns,
/// because somebody may look up a single run while a page is read ahead.
/// </summary>
internal sealed class VteConnection : IAsyncDisposable
{
    public static readonly string ClientVersion = ProgramInfo.VersionOf(typeof(SqlConnection).Assembly)[0];

    private readonly SqlConnectionStringBuilder _target;
    private readonly VteOptions _options;
    private readonly ILogger _log;
    private readonly ResiliencePipeline _retries;
    private readonly SessionMeter? _meter;
    private readonly SemaphoreSlim _turn = new(1);
    private SqlConnection? _open;
    private SessionCost? _before;
    private SessionCost? _past;
    private bool _isOpening;

    /// <param name="meter">Measures the cost of reading; null if it is not measured.</param>
    public VteConnection(VteOptions options, TimeProvider time, ILogger log, SessionMeter? meter = null)
    {
        (_options, _log, _meter) = (options, log, meter);
        _target = ConnectionStrings.Build(options);
        _retries = Retries(options, time, log);
    }

    public string Database => _target.InitialCatalog;

    /// <summary>
    /// Runs a read. After a transient error the whole read runs again on a new connection, so it must have no effect outside its result.
    /// </summary>
    /// <exception cref="VteFailure">VTE cannot be read now; the message says why and what to do.</exception>
    public async Task<T> ReadAsync<T>(string what, Func<SqlConnection, Task<T>> read, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            return await _retries.ExecuteAsync(async token => await OnceAsync(read, token), stop);
        }
        catch (Exception e) when (IsOfDatabase(e))
        {
            stop.ThrowIfCancellationRequested();
            throw SqlErrors.Explain(e, what, _target, _isOpening);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// What this connection has cost the server since it was opened, without what its pooled session was used for before. Includes earlier
    /// connections, as far as the server could still tell. Null if the cost is not measured or the server does not tell.
    /// </summary>
    /// <exception cref="VteFailure">The server cannot be asked now.</exception>
    public async Task<SessionCost?> CostAsync(CancellationToken stop) =>
        _open is null || _meter is null
            ? _past
            : await ReadAsync("asking what this session costs", c => SumAsync(_meter, c, stop), stop);

    private async Task<SessionCost?> SumAsync(SessionMeter meter, SqlConnection connection, CancellationToken stop)
    {
        var longest = await meter.LongestLockWaitAsync(connection, stop);
        return await meter.ReadAsync(connection, stop) is { } cost
            ? (cost.Since(_before) with { LongestLockWait = longest }).Plus(_past)
            : _past;
    }

    public async ValueTask DisposeAsync()
    {
        if (_open is not null)
            await _open.DisposeAsync();
        _open = null;
    }

    private async Task<T> OnceAsync<T>(Func<SqlConnection, Task<T>> read, CancellationToken stop)
    {
        try
        {
            return await read(_open ??= await OpenAsync(stop));
        }
        catch (InvalidOperationException e) when (_open is { State: not ConnectionState.Open })
        {
            // SqlClient throws this when the connection was lost before the statement. It is as transient as any lost connection.
            await DisposeAsync();
            throw new IOException("the connection was lost", e);
        }
        catch
        {
            if (!stop.IsCancellationRequested)
                await KeepCostAsync();
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>Keeps the cost of a session that is closed after an error. Waits two seconds at most, because the server may not answer.</summary>
    private async Task KeepCostAsync()
    {
        if (_meter is null || _open is not { State: ConnectionState.Open })
            return;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            _past = await SumAsync(_meter, _open, patience.Token);
        }
        catch (Exception e) when (IsOfDatabase(e) || e is OperationCanceledException)
        {
            // The cost of this session stays unknown.
        }
    }

    private async Task<SqlConnection> OpenAsync(CancellationToken stop)
    {
        var connection = new SqlConnection(_target.ConnectionString);
        _isOpening = true;
        try
        {
            await connection.OpenAsync(stop);
            _isOpening = false;
            await SetSessionAsync(connection, stop);
            _before = _meter is null ? null : await _meter.ReadAsync(connection, stop);
            return connection;
        }
        catch (NotSupportedException e)
        {
            await connection.DisposeAsync();
            throw new VteFailure(
                $"SQL Server cannot be read on this machine: {e.Message} Remove the variable DOTNET_SYSTEM_GLOBALIZATION_INVARIANT, and install ICU (libicu; on Alpine icu-libs) where it is missing.",
                e
            );
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends all settings at once. If the engine does not know one, they are sent one by one and the unknown ones are left out.</summary>
    private async Task SetSessionAsync(SqlConnection connection, CancellationToken stop)
    {
        var settings = ServerSql.Session(_options.LockTimeout);
        try
        {
            await SetAsync(string.Join(' ', settings));
        }
        catch (SqlException all) when (SqlErrors.IsNotUnderstood(all))
        {
            foreach (var setting in settings)
                try
                {
                    await SetAsync(setting);
                }
                catch (SqlException e) when (SqlErrors.IsNotUnderstood(e))
                {
                    _log.LogWarning(
                        "The server does not accept '{Setting}' ({Error}); VteBridge reads without this setting",
                        setting,
                        e.Message.Split('\n')[0].Trim()
                    );
                }
        }

        async Task SetAsync(string text)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = text;
            await command.ExecuteNonQueryAsync(stop);
        }
    }

    /// <summary>While a connection is being opened, errors of the system's security libraries (or their absence) count too.</summary>
    private bool IsOfDatabase(Exception e) =>
        e is SqlException or InvalidOperationException or IOException or TimeoutException
        || _isOpening
            && e
                is AuthenticationException
                    or Win32Exception
                    or DllNotFoundException
                    or TypeInitializationException
                    or NotSupportedException;

    /// <summary>
    /// The retries. A login that is refused or not answered is retried only once: the server may be starting, but a wrong password must
    /// not lock the account, and a server that hangs must not delay the cycle for long.
    /// </summary>
    private ResiliencePipeline Retries(VteOptions options, TimeProvider time, ILogger log)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = time };
        if (options.Retries > 0)
            builder.AddRetry(
                new RetryStrategyOptions
                {
                    MaxRetryAttempts = options.Retries,
                    BackoffType = DelayBackoffType.Exponential,
                    Delay = options.RetryDelay,
                    MaxDelay = TimeSpan.FromSeconds(30),
                    UseJitter = true,
                    ShouldHandle = arguments =>
                        ValueTask.FromResult(
                            // SqlClient reports a cancelled statement as an error like any other.
                            !arguments.Context.CancellationToken.IsCancellationRequested
                                && arguments.Outcome.Exception is { } e
                                && SqlErrors.IsTransient(e)
                                && (arguments.AttemptNumber == 0 || !(SqlErrors.IsLogin(e) || IsUnanswered(e)))
                        ),
                    OnRetry = arguments =>
                    {
                        log.LogWarning(
                            "A read from VTE failed ({Error}); attempt {Attempt} follows in {Delay:0.0} s",
                            arguments.Outcome.Exception!.Message.Split('\n')[0].Trim(),
                            arguments.AttemptNumber + 2,
                            arguments.RetryDelay.TotalSeconds
                        );
                        return ValueTask.CompletedTask;
                    },
                }
            );
        return builder.Build();
    }

    private bool IsUnanswered(Exception e) => _isOpening && e is SqlException { Number: -2 };
}
