import java.util.List;
import org.elasticsearch.Version;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.index.reindex.ReindexPlugin;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.transport.Netty4Plugin;

/** Starts one node, told by `-Esetting=value` as Elasticsearch's own start is, and runs until it is ended. */
public class ElasticsearchNode extends Node {
  private ElasticsearchNode(Environment environment) {
    super(environment, List.of(Netty4Plugin.class, ReindexPlugin.class));
  }

  public static void main(String[] args) throws Exception {
    if (args.length == 1 && args[0].equals("--version")) {
      System.out.println("elasticsearch " + Version.CURRENT);
      return;
    }
    Settings.Builder settings = Settings.builder().put("transport.type", "netty4").put("http.type", "netty4");
    for (String arg : args) {
      if (!arg.matches("-E[^=]+=.*")) throw new IllegalArgumentException(arg + " is not -Esetting=value");
      String[] parts = arg.substring(2).split("=", 2);
      settings.put(parts[0], parts[1]);
    }
    Node node = new ElasticsearchNode(InternalSettingsPreparer.prepareEnvironment(settings.build(), null));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      try {
        node.close();
      } catch (Exception error) {
        error.printStackTrace();
      }
    }));
    node.start();
    Thread.currentThread().join();
  }
}
