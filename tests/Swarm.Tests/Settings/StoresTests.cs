using Swarm.Settings;

namespace Swarm.Tests.Settings;

/// <summary>Where object stores are and who asks: secrets come from files and the environment, and are shown to nobody.</summary>
public class StoresTests
{
    const string Secret = "tops3cret";

    [Fact]
    public void Secrets_of_the_environment_are_taken_and_never_shown()
    {
        var sources = new SettingsSources
        {
            Definitions = ["stores.s3 { access-key-id = ${KEY}, secret-access-key = ${SECRET}, endpoint = ${WHERE} }".Replace("stores.s3 {", "stores.s3={", StringComparison.Ordinal)],
            Environment = name => name switch { "KEY" => "id", "SECRET" => Secret, "WHERE" => $"https://user:{Secret}@example.org", _ => null },
        };
        var read = SettingsLoader.Load(sources).Stores.S3;
        Assert.Equal((Secret, $"user:{Secret}"), (read.SecretAccessKey, read.Endpoint!.UserInfo));
        Assert.DoesNotContain(Secret, SettingsPrinter.Show(sources), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, SettingsPrinter.Show(sources, json: true, places: true), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stores.s3.secret-access-key=x")]
    [InlineData("stores.s3.session-token=x")]
    [InlineData("stores.oss.access-key-secret=x")]
    [InlineData("stores.s3.endpoint=https://a:b@example.org")]
    public void Secrets_on_the_command_line_are_refused(string definition)
    {
        var wrong = Assert.Throws<SettingsException>(() => SettingsLoader.Load(new SettingsSources { Definitions = [definition] }));
        Assert.Contains(wrong.Faults, f => f.Message.Contains("command line", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("stores.s3.endpoint=example.org", "in full")]
    [InlineData("stores.s3.addressing=sideways", "none of auto, path, host")]
    [InlineData("stores.upload.workers=0", "from 1 to 64")]
    [InlineData("stores.gs={ anonymous = on, credentials = x }", "choose one")]
    public void What_can_not_be_is_refused(string definition, string words)
    {
        var wrong = Assert.Throws<SettingsException>(() => SettingsLoader.Load(new SettingsSources { Definitions = [definition] }));
        Assert.Contains(words, wrong.Message, StringComparison.Ordinal);
    }
}
