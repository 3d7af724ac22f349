import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Problem } from "../api/client";
import { serviceQuery } from "../api/queries";
import "../ui/styles.scss";
import { createAppRouter } from "./routes";

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The client already tries again after a lost connection; an answer of the server is final.
      retry: (count, error) => !(error instanceof Problem) && count < 1,
      refetchOnWindowFocus: false,
    },
  },
});

// Asked at once and waited for by nobody: the strip of a demonstration is then there with the page, or nearly so.
void queryClient.prefetchQuery(serviceQuery);

const router = createAppRouter(queryClient);
const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
}
