// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/phone/phoneblocks.h"

#include "server/api/params.h"
#include "server/dialects/phone/phonecodec.h"
#include "server/services/people/blockservice.h"

using namespace Qt::StringLiterals;

namespace linnet::phone {

namespace {

Result<Answer> success(const Result<> &outcome)
{
    if (!outcome)
        return outcome.error();
    return Answer{QJsonObject{{"success"_L1, true}}};
}

} // namespace

PhoneBlockApi::PhoneBlockApi(BlockService &blocks)
    : m_blocks(blocks)
{}

QList<Endpoint> PhoneBlockApi::endpoints()
{
    const Schema user{{"userId"_L1}};
    return {
        {"block.list"_L1,
         Method::Get,
         "/api/v1/blocks"_L1,
         {},
         Access::User,
         Cost::Read,
         {},
         std::bind_front(&PhoneBlockApi::list, this)},
        {"block.add"_L1,
         Method::Post,
         "/api/v1/blocks"_L1,
         {},
         Access::User,
         Cost::Write,
         user,
         std::bind_front(&PhoneBlockApi::block, this)},
        {"block.remove"_L1,
         Method::Delete,
         "/api/v1/blocks/{userId}"_L1,
         {},
         Access::User,
         Cost::Write,
         user,
         std::bind_front(&PhoneBlockApi::unblock, this)},
    };
}

QCoro::Task<Result<Answer>> PhoneBlockApi::list(Call call)
{
    const auto blocked = co_await m_blocks.list(call.caller.user);
    if (!blocked)
        co_return blocked.error();
    co_return Answer{QJsonObject{{"blocks"_L1, toArray(*blocked, personObject)}}};
}

QCoro::Task<Result<Answer>> PhoneBlockApi::block(Call call)
{
    const auto other = userParam(call.params, "userId"_L1);
    if (!other)
        co_return other.error();
    const auto blocked = co_await m_blocks.block(call.caller.user, *other);
    co_return success(blocked);
}

QCoro::Task<Result<Answer>> PhoneBlockApi::unblock(Call call)
{
    const auto other = userParam(call.params, "userId"_L1);
    if (!other)
        co_return other.error();
    const auto unblocked = co_await m_blocks.unblock(call.caller.user, *other);
    co_return success(unblocked);
}

} // namespace linnet::phone
