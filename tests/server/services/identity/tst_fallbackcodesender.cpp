// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/fallbackcodesender.h"
#include "server/services/identity/keepingcodesender.h"
#include "tests/support/await.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const Identifier Somebody{Identifier::Kind::Phone, u"+911111111111"_s};

class FailingSender : public CodeSender
{
public:
    explicit FailingSender(int &tries)
        : m_tries(tries)
    {}

    QCoro::Task<Result<>> send(CodeMessage) override
    {
        ++m_tries;
        co_return deliveryFailed(u"try %1"_s.arg(m_tries));
    }

private:
    int &m_tries;
};

} // namespace

class FallbackCodeSenderTest : public QObject
{
    Q_OBJECT

private slots:
    void goesOnToTheNext();
    void stopsAtTheFirstThatTakesIt();
    void saysWhyTheLastFailed();
};

void FallbackCodeSenderTest::goesOnToTheNext()
{
    int tries = 0;
    auto last = std::make_unique<KeepingCodeSender>();
    const KeepingCodeSender &kept = *last;
    FallbackCodeSender::Senders senders;
    senders.push_back(std::make_unique<FailingSender>(tries));
    senders.push_back(std::make_unique<FailingSender>(tries));
    senders.push_back(std::move(last));
    FallbackCodeSender sender(std::move(senders));
    QVERIFY(await(sender.send({Somebody, u"1234"_s})));
    QCOMPARE(tries, 2);
    QCOMPARE(kept.lastCode(Somebody).value_or(QString()), u"1234"_s);
}

void FallbackCodeSenderTest::stopsAtTheFirstThatTakesIt()
{
    int tries = 0;
    FallbackCodeSender::Senders senders;
    senders.push_back(std::make_unique<KeepingCodeSender>());
    senders.push_back(std::make_unique<FailingSender>(tries));
    FallbackCodeSender sender(std::move(senders));
    QVERIFY(await(sender.send({Somebody, u"1234"_s})));
    QCOMPARE(tries, 0);
}

void FallbackCodeSenderTest::saysWhyTheLastFailed()
{
    int tries = 0;
    FallbackCodeSender::Senders senders;
    senders.push_back(std::make_unique<FailingSender>(tries));
    senders.push_back(std::make_unique<FailingSender>(tries));
    FallbackCodeSender sender(std::move(senders));
    QCOMPARE(await(sender.send({Somebody, u"1234"_s})).error().detail, u"try 2"_s);
}

QTEST_GUILESS_MAIN(FallbackCodeSenderTest)
#include "tst_fallbackcodesender.moc"
