using VteBridge.Setup;

namespace VteBridge.Tests.Setup;

public sealed class AnswersTests
{
    private static readonly Question Colour = new("--colour", "Colour") { Default = "red", Choices = ["red", "green"] };

    [Fact]
    public void A_flag_is_not_asked_about() =>
        Assert.Equal("green", new Answers(_ => "green", _ => throw new InvalidOperationException("asked")).To(Colour));

    [Fact]
    public void A_question_is_asked_once()
    {
        var asked = 0;
        var answers = new Answers(_ => null, _ => $"answer {++asked}");

        Assert.Equal(["answer 1", "answer 1"], [answers.To(Colour), answers.To(Colour)]);
    }

    [Fact]
    public void An_answer_that_did_not_stand_the_test_is_asked_for_whatever_the_flag_said()
    {
        var answers = new Answers(_ => "green", _ => "red");
        answers.To(Colour);

        answers.AskAgain([Colour]);

        Assert.Equal("red", answers.To(Colour));
    }

    [Fact]
    public void What_is_asked_again_is_offered_as_it_was_but_for_a_secret()
    {
        var (server, password) = (
            new Question("--server", "Server"),
            new Question("-", "Password") { IsSecret = true }
        );
        var offered = new List<string?>();
        var answers = new Answers(
            _ => null,
            question =>
            {
                offered.Add(question.Suggestion);
                return "vtesrv";
            }
        );
        answers.To(server);
        answers.To(password);

        answers.AskAgain([server, password]);
        answers.To(server);
        answers.To(password);

        Assert.Equal([null, null, "vtesrv", null], offered);
    }

    [Fact]
    public void Where_nobody_can_be_asked_the_default_stands_in() =>
        Assert.Equal("red", new Answers(_ => null, null).To(Colour));

    [Theory]
    [InlineData("blue", "'blue' is not one of red, green.")]
    [InlineData("", "'' is not one of red, green.")]
    public void An_answer_that_is_no_choice_says_what_the_choices_are(string answer, string problem) =>
        Assert.Equal(problem, Colour.ProblemOf(answer));
}
