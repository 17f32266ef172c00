using VteBridge.Simulator.Vte;

namespace VteBridge.Tests.Chaos;

/// <summary>Refused logins, at the first connection and at every later one.</summary>
public sealed class WireLoginTests : WireTestBase
{
    [Theory]
    [InlineData(18456, "refused the login")]
    [InlineData(4060, "cannot open the database")]
    [InlineData(40613, "cannot be reached")]
    public async Task A_login_that_is_refused_once_is_tried_again_and_one_that_stays_refused_is_explained(
        int number,
        string words
    )
    {
        using var tally = new Tally($"wire: {number} at a login");
        // A cycle uses one connection. 0 means its login; otherwise the connection is lost after the statement, which needs a second login.
        for (var at = 0; at <= _statements; at++)
        {
            if (!ChaosScale.Takes(at, Sample))
                continue;
            var login = new VteFault(FaultKind.Error)
            {
                Number = number,
                AtLogin = true,
                AtStatement = at == 0 ? 1 : 2,
            };
            using var folder = new WorkFolder();
            Lose(at);
            _plant.Server.Faults.Add(login);
            // A refused login is retried once, but not when it was itself a retry, because that might lock the account.
            if (at > 0 && number is 18456 or 4060)
                await FailsAsync(folder, words);
            else
                Assert.Equal(0, (await CycleAsync(folder)).ExitCode);
            await NextCycleCompletesAsync(tally, $"{number} at the login after statement {at}", folder);

            using var second = new WorkFolder();
            Lose(at);
            _plant.Server.Faults.Add(login with { Times = 1000 });
            await FailsAsync(second, words);
            await NextCycleCompletesAsync(tally, $"{number} from the login after statement {at} on", second);
        }
        tally.AssertNothingLostAndNothingTwice();

        void Lose(int at)
        {
            if (at > 0)
                _plant.Server.Faults.Add(new VteFault(FaultKind.Drop) { AtStatement = at });
        }
    }

    [Fact]
    public async Task A_wrong_password_is_tried_twice_and_no_more_so_that_the_account_is_not_locked()
    {
        using var folder = new WorkFolder();
        _plant.Server.Statistics.Reset();
        _plant.Server.Faults.Add(
            new VteFault(FaultKind.Error)
            {
                Number = 18456,
                AtLogin = true,
                Times = 1000,
            }
        );
        await Assert.ThrowsAsync<VteFailure>(() => CycleAsync(folder));
        _plant.Server.Faults.Clear();
        Assert.InRange(_plant.Server.Statistics.ConnectionsOpened, 1, 2);
    }
}
