import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.Map;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/**
 * Serves a Neo4j database over Bolt on a loopback port until it is told to stop (SIGTERM).
 *
 * Arguments: the home folder and the port. The first line of standard input is the password that user "neo4j"
 * shall have, so that it shows in no list of processes. Prints "ready" once clients may connect.
 */
public final class Neo4jServer {
    private static final String SET_PASSWORD =
        "ALTER USER neo4j SET PLAINTEXT PASSWORD $password CHANGE NOT REQUIRED";

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        SocketAddress address = new SocketAddress("127.0.0.1", Integer.parseInt(arguments[1]));
        String password = new BufferedReader(new InputStreamReader(System.in)).readLine();

        DatabaseManagementService server = new DatabaseManagementServiceBuilder(home)
            .setConfig(GraphDatabaseSettings.auth_enabled, true)
            .setConfig(BoltConnector.enabled, true)
            .setConfig(BoltConnector.listen_address, address)
            .build();
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
        server.database("system").executeTransactionally(SET_PASSWORD, Map.of("password", password));
        System.out.println("ready");
        Thread.currentThread().join();
    }
}
