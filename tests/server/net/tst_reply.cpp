// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/reply.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace linnet::net;
using namespace Qt::StringLiterals;

namespace {

//! \brief Keeps what it is answered.
struct Asker : Reply::Receiver
{
    void answer(Response response) override { answers.push_back(std::move(response)); }
    bool isWaiting() const override { return waits && answers.empty(); }
    bool isLeaving() const override { return leaves; }
    void onAbort(std::function<void()> callback) override { aborted = std::move(callback); }

    std::vector<int> statuses() const
    {
        std::vector<int> result;
        for (const Response &response : answers)
            result.push_back(response.status);
        return result;
    }

    std::vector<Response> answers;
    std::function<void()> aborted;
    bool waits = true;
    bool leaves = false;
};

Response response(int status)
{
    Response result;
    result.status = status;
    return result;
}

} // namespace

class ReplyTest : public QObject
{
    Q_OBJECT

private slots:
    void answersOnce();
    void answersAnErrorWhenDropped();
    void answersOnceThoughMoved();
    void answersAnErrorWhenOverwritten();
    void waitsAsLongAsItsReceiver();
    void passesOnWhatToDoWhenTheClientLeaves();
    void doesNothingWithoutAReceiver();
};

void ReplyTest::answersOnce()
{
    const auto asker = std::make_shared<Asker>();
    {
        Reply reply(asker);
        reply.send(response(201));
        reply.send(response(202));
    }
    QCOMPARE(asker->statuses(), std::vector<int>{201});
}

void ReplyTest::answersAnErrorWhenDropped()
{
    const auto asker = std::make_shared<Asker>();
    {
        const Reply reply(asker);
    }
    QCOMPARE(asker->statuses(), std::vector<int>{500});
    const Response &answer = asker->answers[0];
    QCOMPARE(answer.headers.value("content-type"), "application/json");
    const QJsonObject body = QJsonDocument::fromJson(answer.body).object();
    QCOMPARE(body.value("error"_L1).toString(), u"internal"_s);
    QVERIFY(!body.value("message"_L1).toString().isEmpty());
}

void ReplyTest::answersOnceThoughMoved()
{
    const auto asker = std::make_shared<Asker>();
    {
        Reply first(asker);
        Reply second(std::move(first));
        Reply third;
        third = std::move(second);
        QCOMPARE(asker->answers.size(), size_t(0));
        third.send(response(200));
    }
    QCOMPARE(asker->statuses(), std::vector<int>{200});
}

void ReplyTest::answersAnErrorWhenOverwritten()
{
    const auto dropped = std::make_shared<Asker>();
    const auto kept = std::make_shared<Asker>();
    Reply reply(dropped);
    reply = Reply(kept);
    QCOMPARE(dropped->statuses(), std::vector<int>{500});
    QCOMPARE(kept->answers.size(), size_t(0));
    reply.send(response(204));
    QCOMPARE(kept->statuses(), std::vector<int>{204});
}

void ReplyTest::waitsAsLongAsItsReceiver()
{
    const auto asker = std::make_shared<Asker>();
    Reply reply(asker);
    QVERIFY(reply.isWaiting());
    asker->waits = false;
    QVERIFY(!reply.isWaiting());
    asker->waits = true;
    reply.send(response(200));
    QVERIFY(!reply.isWaiting());
}

void ReplyTest::passesOnWhatToDoWhenTheClientLeaves()
{
    const auto asker = std::make_shared<Asker>();
    Reply reply(asker);
    bool told = false;
    reply.onAbort([&] { told = true; });
    QVERIFY(!told);
    asker->aborted();
    QVERIFY(told);
    QVERIFY(!reply.isLeaving());
    asker->leaves = true;
    QVERIFY(reply.isLeaving());
    QVERIFY(reply.isWaiting());
}

void ReplyTest::doesNothingWithoutAReceiver()
{
    Reply reply;
    QVERIFY(!reply.isWaiting());
    QVERIFY(!reply.isLeaving());
    bool told = false;
    reply.onAbort([&] { told = true; });
    reply.send(response(200));
    QVERIFY(!told);
}

QTEST_GUILESS_MAIN(ReplyTest)
#include "tst_reply.moc"
