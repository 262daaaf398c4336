// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/jws.h"
#include "tests/server/services/identity/forgedtoken.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;

namespace {

const QByteArray GoodHeader = R"({"alg":"RS256","kid":"k1"})";

} // namespace

class JwsTest : public QObject
{
    Q_OBJECT

private slots:
    void takesApartWhatItSigned();
    void takesAnyPayload();
    void refusesOtherHeaders_data();
    void refusesOtherHeaders();
    void refusesOtherShapes_data();
    void refusesOtherShapes();
    void decodesOnlyCanonicalBase64Url_data();
    void decodesOnlyCanonicalBase64Url();
    void findsRepeatedMembers_data();
    void findsRepeatedMembers();
};

void JwsTest::takesApartWhatItSigned()
{
    const QJsonObject header{{QStringLiteral("alg"), QStringLiteral("RS256")},
                             {QStringLiteral("kid"), QStringLiteral("k1")}};

    const auto jws = parseJws(signJws(header, "payload", testKey()));

    QVERIFY(jws);
    QCOMPARE(jws->keyId, "k1");
    QCOMPARE(jws->payload, "payload");
    QVERIFY(testKey().verify(jws->signedPart, jws->signature));
}

void JwsTest::takesAnyPayload()
{
    const auto jws = parseJws(forge(GoodHeader, QByteArray("\0\xff{", 3), testKey()));

    QVERIFY(jws);
    QCOMPARE(jws->payload, QByteArray("\0\xff{", 3));
}

void JwsTest::refusesOtherHeaders_data()
{
    QTest::addColumn<QByteArray>("header");

    for (const char *name : {"none", "None", "HS256", "RS384", "RS512", "PS256", "ES256", "EdDSA",
                             "rs256", "RS256 ", ""})
        QTest::addRow("alg \"%s\"", name) << QByteArray(R"({"alg":")") + name + R"(","kid":"k1"})";
    QTest::newRow("no alg") << QByteArray(R"({"kid":"k1"})");
    QTest::newRow("alg is a list") << QByteArray(R"({"alg":["RS256"],"kid":"k1"})");
    QTest::newRow("alg is null") << QByteArray(R"({"alg":null,"kid":"k1"})");
    QTest::newRow("alg twice") << QByteArray(R"({"alg":"RS256","alg":"RS256","kid":"k1"})");
    QTest::newRow("alg twice, once escaped")
        << QByteArray(R"({"alg":"RS256","\u0061lg":"RS256","kid":"k1"})");
    QTest::newRow("kid twice") << QByteArray(R"({"alg":"RS256","kid":"k2","kid":"k1"})");
    QTest::newRow("kid is a number") << QByteArray(R"({"alg":"RS256","kid":1})");
    QTest::newRow("embedded key") << QByteArray(
        R"({"alg":"RS256","kid":"k1","jwk":{"kty":"RSA"}})");
    QTest::newRow("key elsewhere")
        << QByteArray(R"({"alg":"RS256","kid":"k1","jku":"https://x/"})");
    QTest::newRow("certificate elsewhere")
        << QByteArray(R"({"alg":"RS256","kid":"k1","x5u":"https://x/"})");
    QTest::newRow("embedded certificate")
        << QByteArray(R"({"alg":"RS256","kid":"k1","x5c":["AA"]})");
    QTest::newRow("critical extension")
        << QByteArray(R"({"alg":"RS256","kid":"k1","crit":["exp"],"exp":1})");
    QTest::newRow("unencoded payload") << QByteArray(R"({"alg":"RS256","kid":"k1","b64":false})");
    QTest::newRow("compressed") << QByteArray(R"({"alg":"RS256","kid":"k1","zip":"DEF"})");
    QTest::newRow("a list") << QByteArray(R"(["RS256"])");
    QTest::newRow("not JSON") << QByteArray("RS256");
    QTest::newRow("trailing comma") << QByteArray(R"({"alg":"RS256","kid":"k1",})");
    QTest::newRow("byte order mark")
        << QByteArray("\xef\xbb\xbf{\"alg\":\"RS256\",\"kid\":\"k1\"}");
    QTest::newRow("invalid UTF-8") << QByteArray("{\"alg\":\"RS256\",\"kid\":\"\xff\"}");
    QTest::newRow("nested deeply")
        << R"({"alg":"RS256","x":)" + QByteArray(2000, '[') + QByteArray(2000, ']') + '}';
}

void JwsTest::refusesOtherHeaders()
{
    QFETCH(QByteArray, header);

    QVERIFY(!parseJws(forge(header, "{}", testKey())));
}

void JwsTest::refusesOtherShapes_data()
{
    QTest::addColumn<QByteArray>("text");

    const QByteArray good = forge(GoodHeader, "{}", testKey());
    const QByteArrayList parts = good.split('.');
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("one part") << parts[0];
    QTest::newRow("two parts") << parts[0] + '.' + parts[1];
    QTest::newRow("three dots") << good + '.';
    QTest::newRow("four parts") << good + ".AA";
    QTest::newRow("no header") << '.' + parts[1] + '.' + parts[2];
    QTest::newRow("no payload") << parts[0] + ".." + parts[2];
    QTest::newRow("no signature") << parts[0] + '.' + parts[1] + '.';
    QTest::newRow("only dots") << QByteArray("..");
    QTest::newRow("padding") << parts[0] + '.' + parts[1] + '.' + parts[2] + "==";
    QTest::newRow("space in front") << ' ' + good;
    QTest::newRow("line end behind") << good + '\n';
    QTest::newRow("line end inside") << parts[0] + '.' + parts[1] + ".\n" + parts[2];
    QTest::newRow("plus and slash") << parts[0] + '.' + parts[1] + ".++//";
    QTest::newRow("foreign letter") << parts[0] + '.' + parts[1] + ".AA!A";
    QTest::newRow("zero byte") << parts[0] + '.' + parts[1] + '.' + QByteArray(1, '\0') + parts[2];
    QTest::newRow("one letter too many") << parts[0] + ".AAAAA." + parts[2];
    QTest::newRow("bits behind the end") << parts[0] + ".e31." + parts[2]; // "e30" is {}.
    QTest::newRow("JSON serialization")
        << R"({"payload":")" + parts[1] + R"(","protected":")" + parts[0] + R"("})";
    QTest::newRow("a mebibyte") << good + QByteArray(1 << 20, 'A');
    QTest::newRow("a mebibyte of dots") << QByteArray(1 << 20, '.');
}

void JwsTest::refusesOtherShapes()
{
    QFETCH(QByteArray, text);

    QVERIFY(!parseJws(text));
}

void JwsTest::decodesOnlyCanonicalBase64Url_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("accepted");

    QTest::newRow("three letters") << QByteArray("Zm9") << false; // "Zm8" is the canonical one.
    QTest::newRow("canonical tail") << QByteArray("Zm8") << true;
    QTest::newRow("URL alphabet") << QByteArray("-_-_") << true;
    QTest::newRow("other alphabet") << QByteArray("+/+/") << false;
    QTest::newRow("padding") << QByteArray("Zm8=") << false;
    QTest::newRow("one letter") << QByteArray("Z") << false;
    QTest::newRow("space") << QByteArray("Zm 9") << false;
    QTest::newRow("empty") << QByteArray("") << true;
}

void JwsTest::decodesOnlyCanonicalBase64Url()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, accepted);

    QCOMPARE(fromBase64Url(text).has_value(), accepted);
}

void JwsTest::findsRepeatedMembers_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("accepted");

    QTest::newRow("none") << QByteArray(R"({"a":1,"b":2})") << true;
    QTest::newRow("empty") << QByteArray("{}") << true;
    QTest::newRow("twice") << QByteArray(R"({"a":1,"b":2,"a":1})") << false;
    QTest::newRow("escaped") << QByteArray(R"({"a":1,"\u0061":2})") << false;
    QTest::newRow("in a text") << QByteArray(R"({"a":"\"a\":1,\"a\":2"})") << true;
    QTest::newRow("an array") << QByteArray("[]") << false;
    QTest::newRow("nothing") << QByteArray() << false;
}

void JwsTest::findsRepeatedMembers()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, accepted);

    QCOMPARE(parseUniqueObject(text).has_value(), accepted);
}

QTEST_GUILESS_MAIN(JwsTest)
#include "tst_jws.moc"
