import { queryOptions } from "@tanstack/react-query";
import { request } from "./client";
import type { Versioned } from "./staff";
import type { JointAgencyResponse, RecordJointAgencyResponse } from "./types";

const ifMatch = (etag: string | null) => (etag === null ? {} : { ifMatch: etag });

// ---- joint agency response ----

export const responseQuery = (id: string) =>
  queryOptions({
    queryKey: ["case", id, "joint-agency-response"],
    queryFn: async (): Promise<Versioned<JointAgencyResponse>> => {
      const answer = await request<JointAgencyResponse>("GET", `/cases/${id}/joint-agency-response`);
      return { view: answer.data, etag: answer.etag };
    },
  });

export const recordResponse = (id: string, body: RecordJointAgencyResponse, etag: string | null) =>
  request<JointAgencyResponse>("PUT", `/cases/${id}/joint-agency-response`, body, ifMatch(etag));
