// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/endpointtable.h"
#include "server/api/validator.h"
#include "server/dialects/conformance/conformancedialect.h"
#include "tests/support/await.h"

#include <QJsonDocument>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

// RFC 7515, appendix A.2: a signature made elsewhere, with the key it was made with.
const QByteArray Jwk =
    R"({"kty":"RSA","alg":"RS256","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ","e":"AQAB"})";
const QByteArray Jws =
    "eyJhbGciOiJSUzI1NiJ9."
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVl"
    "fQ."
    "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5"
    "jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHl"
    "b1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9"
    "QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";

} // namespace

class ConformanceDialectTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void tellsTheLastCode_data();
    void tellsTheLastCode();
    void judgesSignatures_data();
    void judgesSignatures();

private:
    Result<Answer> ask(Method method, const QByteArray &path, const QJsonObject &params)
    {
        const auto route = m_table->findRoute(method, path);
        const auto valid = validate(route.row->endpoint.request, params);
        if (!valid)
            return valid.error();
        Call call;
        call.params = *valid;
        return await(route.row->endpoint.handler(call));
    }

    Mailbox m_mailbox;
    SystemClock m_clock;
    SystemDialect m_system{{}, [] { return QJsonObject(); }, m_clock};
    KeepingCodeSender m_codes;
    ConformanceDialect m_dialect{m_system, m_codes};
    std::unique_ptr<const EndpointTable> m_table = EndpointTable::make({&m_dialect}).value();
};

void ConformanceDialectTest::initTestCase()
{
    QVERIFY(await(m_codes.send({*parsePhone(u"+911111111111"_s), u"424242"_s, {}})));
}

void ConformanceDialectTest::tellsTheLastCode_data()
{
    QTest::addColumn<QString>("phone");
    QTest::addColumn<bool>("isKnown");

    QTest::newRow("as it is written") << u"+911111111111"_s << true;
    QTest::newRow("plus sign decoded to a space") << u" 911111111111"_s << true;
    QTest::newRow("no plus sign") << u"911111111111"_s << true;
    QTest::newRow("another number") << u"+912222222222"_s << false;
    QTest::newRow("no number") << u"alice"_s << false;
}

void ConformanceDialectTest::tellsTheLastCode()
{
    QFETCH(QString, phone);
    QFETCH(bool, isKnown);

    const auto answer = ask(Method::Get, "/conformance/otp", {{u"phone"_s, phone}});

    QCOMPARE(answer.has_value(), isKnown);
    if (answer)
        QCOMPARE(answer->body.toObject()[u"code"_s].toString(), u"424242"_s);
    else
        QCOMPARE(answer.error().kind, Error::Kind::NotFound);
}

void ConformanceDialectTest::judgesSignatures_data()
{
    QTest::addColumn<QByteArray>("jws");
    QTest::addColumn<bool>("isValid");

    QByteArray broken = Jws;
    broken[broken.size() / 2] = broken[broken.size() / 2] == 'A' ? 'B' : 'A';
    QTest::newRow("good") << Jws << true;
    QTest::newRow("one letter differs") << broken << false;
    QTest::newRow("no signature") << Jws.first(Jws.lastIndexOf('.') + 1) << false;
    QTest::newRow("padded") << QByteArray(Jws + "==") << false;
    QTest::newRow("not one at all") << QByteArray("hello") << false;
}

void ConformanceDialectTest::judgesSignatures()
{
    QFETCH(QByteArray, jws);
    QFETCH(bool, isValid);

    const QJsonObject jwk = QJsonDocument::fromJson(Jwk).object();
    const auto answer = ask(Method::Post, "/conformance/jws",
                            {{u"jws"_s, QString::fromLatin1(jws)}, {u"jwk"_s, jwk}});

    QVERIFY(answer);
    QCOMPARE(answer->body.toObject(), (QJsonObject{{u"valid"_s, isValid}}));
}

QTEST_GUILESS_MAIN(ConformanceDialectTest)
#include "tst_conformancedialect.moc"
