// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/socketio/enginerequest.h"

#include <QTest>

using namespace linnet;
using namespace linnet::socketio;
using namespace Qt::StringLiterals;

class EngineRequestTest : public QObject
{
    Q_OBJECT

private slots:
    void reads();
    void findsFaults_data();
    void findsFaults();
    void offersOnlyWhatIsSwitchedOn();
    void knowsItsVersions();
    void answersInTheProtocolsNumbers_data();
    void answersInTheProtocolsNumbers();
};

void EngineRequestTest::reads()
{
    net::Request request;
    request.method = "POST";
    request.query = "EIO=4&transport=polling&sid=abc%20d&b64=1&t=x";
    const auto read = readRequest(request, EngineTransport::Polling, {});
    const auto *const parameters = std::get_if<EngineRequest>(&read);
    QVERIFY(parameters);
    QCOMPARE(parameters->sid, "abc d"_ba);
    QCOMPARE(parameters->version, "4"_ba);
    QVERIFY(parameters->isTextOnly);
}

void EngineRequestTest::findsFaults_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<EngineTransport>("arrivesOn");
    QTest::addColumn<EngineFault>("fault");

    const auto polling = EngineTransport::Polling;
    const auto socket = EngineTransport::WebSocket;
    QTest::newRow("no transport") << "GET"_ba
                                  << "EIO=4"_ba << polling << EngineFault::UnknownTransport;
    QTest::newRow("unknown transport")
        << "GET"_ba
        << "EIO=4&transport=flash"_ba << polling << EngineFault::UnknownTransport;
    QTest::newRow("capital transport")
        << "GET"_ba
        << "EIO=4&transport=POLLING"_ba << polling << EngineFault::UnknownTransport;
    QTest::newRow("posting a handshake")
        << "POST"_ba
        << "EIO=4&transport=polling"_ba << polling << EngineFault::BadHandshakeMethod;
    QTest::newRow("no version") << "GET"_ba
                                << "transport=polling"_ba << polling
                                << EngineFault::UnsupportedVersion;
    QTest::newRow("version 3, not allowed")
        << "GET"_ba
        << "transport=polling&EIO=3"_ba << polling << EngineFault::UnsupportedVersion;
    QTest::newRow("WebSocket as a request")
        << "GET"_ba
        << "EIO=4&transport=websocket"_ba << polling << EngineFault::BadRequest;
    QTest::newRow("polling as a WebSocket")
        << "GET"_ba
        << "EIO=4&transport=polling"_ba << socket << EngineFault::BadRequest;
}

void EngineRequestTest::findsFaults()
{
    QFETCH(EngineTransport, arrivesOn);
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, query);
    net::Request request;
    request.method = method;
    request.query = query;
    const auto read = readRequest(request, arrivesOn, {});
    QVERIFY(std::holds_alternative<EngineFault>(read));
    QTEST(std::get<EngineFault>(read), "fault");
}

void EngineRequestTest::offersOnlyWhatIsSwitchedOn()
{
    net::Request request;
    request.method = "GET";
    request.query = "EIO=4&transport=polling";
    EngineSettings settings;
    QVERIFY(std::holds_alternative<EngineRequest>(
        readRequest(request, EngineTransport::Polling, settings)));
    settings.allowsPolling = false;
    const auto read = readRequest(request, EngineTransport::Polling, settings);
    QCOMPARE(std::get<EngineFault>(read), EngineFault::UnknownTransport);
    request.query += "&sid=of-a-session-from-before";
    QVERIFY(std::holds_alternative<EngineRequest>(
        readRequest(request, EngineTransport::Polling, settings)));
}

void EngineRequestTest::knowsItsVersions()
{
    EngineSettings settings;
    QCOMPARE(versionFor({.version = "4"}, settings), EngineVersion::V4);
    QCOMPARE(versionFor({.version = "3"}, settings), std::nullopt);
    QCOMPARE(versionFor({.version = ""}, settings), std::nullopt);
    settings.allowsVersion3 = true;
    QCOMPARE(versionFor({.version = "3"}, settings), EngineVersion::V3);
    QCOMPARE(versionFor({.version = ""}, settings), EngineVersion::V3);
    QCOMPARE(versionFor({.version = "44"}, settings), std::nullopt);
}

void EngineRequestTest::answersInTheProtocolsNumbers_data()
{
    QTest::addColumn<EngineFault>("fault");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");

    QTest::newRow("0") << EngineFault::UnknownTransport << 400
                       << R"({"code":0,"message":"Transport unknown"})"_ba;
    QTest::newRow("1") << EngineFault::UnknownSession << 400
                       << R"({"code":1,"message":"Session ID unknown"})"_ba;
    QTest::newRow("2") << EngineFault::BadHandshakeMethod << 400
                       << R"({"code":2,"message":"Bad handshake method"})"_ba;
    QTest::newRow("3") << EngineFault::BadRequest << 400
                       << R"({"code":3,"message":"Bad request"})"_ba;
    QTest::newRow("4") << EngineFault::Forbidden << 403 << R"({"code":4,"message":"Forbidden"})"_ba;
    QTest::newRow("5") << EngineFault::UnsupportedVersion << 400
                       << R"({"code":5,"message":"Unsupported protocol version"})"_ba;
}

void EngineRequestTest::answersInTheProtocolsNumbers()
{
    QFETCH(EngineFault, fault);
    const net::Response response = toResponse(fault);
    QTEST(response.status, "status");
    QTEST(response.body, "body");
}

QTEST_GUILESS_MAIN(EngineRequestTest)
#include "tst_enginerequest.moc"
