using System.Net.Sockets;
using System.Threading.Channels;

namespace VteBridge.Simulator.Vte.Tds;

/// <summary>
/// Serves one client: the login, then its requests. A second loop reads ahead, because an attention must be seen while the request that it
/// cancels is still being answered.
/// </summary>
internal sealed class TdsConnection(TcpClient client, ServerParts server, short spid)
{
    private readonly Channel<Request> _requests = Channel.CreateBounded<Request>(4);
    private readonly ReplyBuffer _reply = new(client.GetStream(), server.Statistics);
    private readonly PacketReader _packets = new(client.GetStream());
    private volatile CancellationTokenSource? _current;

    public async Task RunAsync(CancellationToken stopping)
    {
        server.Statistics.Opened();
        try
        {
            if (server.Faults.IsSilent)
                await client.GetStream().CopyToAsync(Stream.Null, stopping);
            if (await LoginAsync(stopping) is not { } session)
                return;
            using var executor = new RequestExecutor(session, server, _reply);
            using var lost = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            await using var losing = lost.Token.Register(End);
            var reading = ReadAsync(lost);
            try
            {
                await foreach (var request in _requests.Reader.ReadAllAsync(lost.Token))
                    await AnswerAsync(executor, request, lost.Token);
            }
            finally
            {
                await lost.CancelAsync();
                client.Dispose();
                await reading;
            }
        }
        catch (Exception e)
            when (e
                    is IOException
                        or SocketException
                        or InvalidDataException
                        or OperationCanceledException
                        or ConnectionLostException
                        or ObjectDisposedException
            )
        {
            // The client left, sent no TDS, or a fault cut the connection; in each case the connection is over.
            server.Log?.Invoke($"connection {spid} ended: {e.Message}");
        }
        finally
        {
            client.Dispose();
            server.Statistics.Closed();
        }
    }

    /// <summary>Ends the connection, including a write that is blocked because the client does not read.</summary>
    private void End()
    {
        _current?.Cancel();
        client.Dispose();
    }

    private async Task ReadAsync(CancellationTokenSource lost)
    {
        try
        {
            while (await _packets.ReadAsync(lost.Token) is { } message)
            {
                if (message.Type == PacketType.Attention)
                    _current?.Cancel();
                var request = new Request(message, new CancellationTokenSource());
                if (message.Type != PacketType.Attention)
                    _current = request.Cancellation;
                await _requests.Writer.WriteAsync(request, lost.Token);
            }
        }
        catch (Exception e)
            when (e is IOException or InvalidDataException or OperationCanceledException or ObjectDisposedException)
        {
            server.Log?.Invoke($"connection {spid} is no longer read: {e.Message}");
        }
        _requests.Writer.TryComplete();
        await lost.CancelAsync();
    }

    private async Task AnswerAsync(RequestExecutor executor, Request request, CancellationToken lost)
    {
        if (request.Message.Type == PacketType.Attention)
            _reply.AttentionDone();
        else if (!await executor.ExecuteAsync(request))
            // Cancelled: the reply stays open until the attention that follows ends it.
            return;
        await _reply.FlushAsync(Flush.End, lost);
        if (executor.IsOver)
            throw new ConnectionLostException();
    }

    private async Task<Session?> LoginAsync(CancellationToken stopping)
    {
        if (await _packets.ReadAsync(stopping) is not { Type: PacketType.PreLogin })
            return null;
        PreLogin.Reply(_reply);
        await _reply.FlushAsync(Flush.End, stopping);
        if (await _packets.ReadAsync(stopping) is not { Type: PacketType.Login } message)
            return null;
        var login = Login7.Read(message.Payload.Span);
        var fault = await LoginFaultAsync(login, stopping);
        var session = fault is null ? Greet(login) : null;
        if (fault is not null)
        {
            _reply.Error(fault);
            if (fault.Number == 4060)
                _reply.Error(SqlFaults.LoginFailed(login.User));
            _reply.Done(Token.Done, isLast: true, isError: true);
        }
        await _reply.FlushAsync(Flush.End, stopping);
        _reply.PacketSize = Math.Clamp(login.PacketSize == 0 ? 4096 : login.PacketSize, 512, 32767);
        return session;
    }

    private async Task<SqlFault?> LoginFaultAsync(Login7 login, CancellationToken stopping)
    {
        switch (server.Faults.Take("", isLogin: true))
        {
            case { Kind: FaultKind.Error } error:
                return SqlFaults.Ordered(error, login.User);
            case { Kind: FaultKind.Stall }:
                await server.Faults.StallAsync(stopping);
                break;
            case { Kind: FaultKind.Drop }:
                throw new ConnectionLostException();
        }
        var isKnown =
            login.User.Equals(server.Options.User, StringComparison.OrdinalIgnoreCase)
            && login.Password == server.Options.Password;
        if (login.IsIntegrated || !isKnown)
            return SqlFaults.LoginFailed(login.User);
        var isHere =
            login.Database.Length == 0 || login.Database.Equals(VteDatabase.Name, StringComparison.OrdinalIgnoreCase);
        return isHere ? null : SqlFaults.CannotOpen(login.Database);
    }

    private Session Greet(Login7 login)
    {
        var size = Math.Clamp(login.PacketSize == 0 ? 4096 : login.PacketSize, 512, 32767);
        _reply.TextChange(1, VteDatabase.Name, "master");
        _reply.Info(5701, $"Changed database context to '{VteDatabase.Name}'.");
        _reply.BinaryChange(7, WireType.Collation, []);
        _reply.TextChange(2, "us_english", "");
        _reply.Info(5703, "Changed language setting to us_english.");
        _reply.LoginAck();
        _reply.TextChange(4, $"{size}", "4096");
        _reply.Done(Token.Done, isLast: true);
        return new Session
        {
            Login = server.Options.User,
            Database = VteDatabase.Name,
            Spid = spid,
            HostName = login.HostName,
            ApplicationName = login.ApplicationName,
        };
    }
}

/// <summary>A message that waits for its answer, and the source that cancels it.</summary>
internal sealed record Request(TdsMessage Message, CancellationTokenSource Cancellation);

/// <summary>The connection must be closed without a further reply.</summary>
internal sealed class ConnectionLostException : Exception;
