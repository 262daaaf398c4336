// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/random.h"
#include "common/core/secretbox.h"
#include "server/jobs/mail/mailpayload.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

Mail mail()
{
    return {.to = u"ann@example.org"_s,
            .templateName = u"sign-in-code"_s,
            .language = u"de"_s,
            .values = {{u"code"_s, u"123456"_s}},
            .key = u"once"_s,
            .expiresAt = Timestamp(std::chrono::milliseconds(1'700'000'000'123)),
            .unsubscribe = u"https://example.org/out"_s,
            .context = {{u"challenge"_s, u"77"_s}}};
}

} // namespace

class MailPayloadTest : public QObject
{
    Q_OBJECT

private slots:
    void bringsAMailBack();
    void hidesWhatAMailSays();
    void opensOnlyWithItsKey();
};

void MailPayloadTest::bringsAMailBack()
{
    const SecretBox box(randomBytes(SecretBox::KeyBytes));

    const auto back = fromPayload(toPayload(mail(), box), box);

    QVERIFY(back);
    QCOMPARE(back->to, mail().to);
    QCOMPARE(back->templateName, mail().templateName);
    QCOMPARE(back->language, mail().language);
    QCOMPARE(back->values, mail().values);
    QCOMPARE(back->key, mail().key);
    QCOMPARE(back->expiresAt, mail().expiresAt);
    QCOMPARE(back->unsubscribe, mail().unsubscribe);
    QCOMPARE(back->context, mail().context);
}

void MailPayloadTest::hidesWhatAMailSays()
{
    const SecretBox box(randomBytes(SecretBox::KeyBytes));

    const QByteArray payload = toPayload(mail(), box);

    QVERIFY(!payload.contains("123456"));
    QVERIFY(!payload.contains("ann@example.org"));
}

void MailPayloadTest::opensOnlyWithItsKey()
{
    const SecretBox box(randomBytes(SecretBox::KeyBytes));
    const SecretBox other(randomBytes(SecretBox::KeyBytes));

    QVERIFY(!fromPayload(toPayload(mail(), box), other));
    QVERIFY(!fromPayload("{}", box));
    QVERIFY(!fromPayload({}, box));
}

QTEST_GUILESS_MAIN(MailPayloadTest)
#include "tst_mailpayload.moc"
